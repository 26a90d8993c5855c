import { invoke, isTauri } from '@tauri-apps/api/core';
import type { Api, ApiError, ErrorCode } from './types';

/** The whole client: one call of the table. Throws an `ApiError`, whatever went wrong. */
export async function call<K extends keyof Api>(name: K, input: Api[K][0]): Promise<Api[K][1]> {
  try {
    return isTauri() ? await invoke<Api[K][1]>('call', { name, input }) : await post(name, input);
  } catch (error) {
    throw isApiError(error) ? error : internal();
  }
}

/** The same table over loopback HTTP, for tests in a browser. */
async function post<K extends keyof Api>(name: K, input: Api[K][0]): Promise<Api[K][1]> {
  const answer = await fetch(`${import.meta.env.VITE_BRIDGE ?? ''}/call/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw body;
  return body as Api[K][1];
}

export function isApiError(error: unknown): error is ApiError {
  return typeof error === 'object' && error !== null && 'code' in error && 'problems' in error;
}

/** A fault without an answer: the program behind the window ended, or the window itself is at fault. */
export function internal(reference = ''): ApiError {
  return failure('internal', { reference });
}

/** A failure that the window itself found, said as Rust would say it. */
export function failure(code: ErrorCode, said: Partial<ApiError> = {}): ApiError {
  return { problems: [], questions: [], wait_s: null, detail: null, reference: '', ...said, code };
}
