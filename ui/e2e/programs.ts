import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `doorstep-service` and a `doorstep-cli` with its bridge are; without it the real story is left out. */
export const BIN = process.env.DOORSTEP_BIN ?? '';

export const PASSPHRASE = 'otter lantern gravel thimble';

const DIST = join(import.meta.dirname, '../dist');

export interface Invitation {
  address: string;
  authority: string;
  code: string;
}

/** A service on this machine, which can be stopped and started where it was. */
export class Service {
  private readonly data = join(mkdtempSync(join(tmpdir(), 'doorstep-service-')), 'data');
  private running: ChildProcess | null = null;
  private listen = '127.0.0.1:0';
  private invitations: Invitation[] = [];

  async start(): Promise<void> {
    this.running = spawn(join(BIN, 'doorstep-service'), [
      'demo',
      '--data',
      this.data,
      '--listen',
      this.listen,
    ]);
    const ready = JSON.parse(await firstLine(this.running));
    this.listen = new URL(ready.url).host;
    const authority = readFileSync(ready.ca, 'utf8');
    const invite = ({ code }: { code: string }) => ({ address: ready.url, authority, code });
    if (this.invitations.length === 0) this.invitations = ready.enrol_codes.map(invite);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.running?.once('exit', resolve));
    this.running?.kill('SIGTERM');
    await ended;
  }

  invitation(): Invitation {
    const [next, ...rest] = this.invitations;
    if (!next) throw new Error('nobody is left to invite');
    this.invitations = rest;
    return next;
  }
}

/** A laptop: its vault behind the bridge, which serves the built pages. */
export class Laptop {
  private readonly data = mkdtempSync(join(tmpdir(), 'doorstep-laptop-'));
  private running: ChildProcess | null = null;

  /** Gives the address of its pages. */
  async start(): Promise<string> {
    this.running = spawn(join(BIN, 'doorstep-cli'), ['--data-dir', this.data, 'bridge', '--ui', DIST]);
    return firstLine(this.running);
  }

  /** As a flat battery would: nothing is closed, nothing is flushed. */
  losePower(): void {
    this.running?.kill('SIGKILL');
  }
}

export function demoCaseload(children: number): { name: string; mimeType: string; buffer: Buffer } {
  const csv = execFileSync(join(BIN, 'doorstep-cli'), ['demo-data', String(children)]);
  return { name: 'caseload.csv', mimeType: 'text/csv', buffer: csv };
}

function firstLine(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout?.on('data', (chunk) => {
      said += chunk;
      const end = said.indexOf('\n');
      if (end >= 0) resolve(said.slice(0, end));
    });
    program.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)));
  });
}
