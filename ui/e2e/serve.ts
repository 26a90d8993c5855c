import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** Answers a call, or throws what the bridge would give with an error. */
export type Answer = (name: string, input: unknown) => Promise<unknown>;

const DIST = join(import.meta.dirname, '../dist');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** The policy of the real window, but for the way to its program. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Serves the built pages, and the table of calls beside them. */
export async function serve(answer: Answer): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const handled = path.startsWith('/call/')
      ? reply(path.slice('/call/'.length), request, response, answer)
      : page(path, response);
    handled.catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function reply(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const input: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  const [status, body] = await answer(name, input).then(
    (output) => [200, output],
    (error) => [
      error instanceof Error ? 500 : 400,
      error instanceof Error ? { message: error.message } : error,
    ],
  );
  response.writeHead(status as number, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function page(path: string, response: ServerResponse): Promise<void> {
  const file = extname(path) ? normalize(path) : '/index.html';
  const content = await readFile(join(DIST, file)).catch(() => null);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response
    .writeHead(content ? 200 : 404, { 'content-type': type, 'content-security-policy': POLICY })
    .end(content ?? 'not found');
}
