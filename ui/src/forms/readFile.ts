import { failure } from '../api/call';
import type { ErrorCode } from '../api/types';

interface Limit {
  /** A bigger file is refused before a byte of it is read. */
  mostBytes: number;
  tooBig: ErrorCode;
  unreadable: ErrorCode;
}

/** A file as base64, by the window's own encoder, so that 64 MB take no loop here. */
export async function readFile(file: File, limit: Limit): Promise<string> {
  if (file.size > limit.mostBytes) throw failure(limit.tooBig);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(failure(limit.unreadable));
    reader.readAsDataURL(file);
  });
}
