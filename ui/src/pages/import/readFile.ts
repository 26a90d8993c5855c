import type { ApiError, ImportCheck } from '../../api/types';

/** The most that Doorstep reads. A bigger file is refused before a byte of it is read. */
export const MOST_BYTES = 64 * 1024 * 1024;

export async function readFile(file: File): Promise<ImportCheck> {
  if (file.size > MOST_BYTES) throw refused('file_too_big');
  return { name: file.name, content: await base64(file) };
}

/** The window's own encoder, so that 64 MB take no loop here. */
function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(refused('file_not_csv'));
    reader.readAsDataURL(file);
  });
}

function refused(code: ApiError['code']): ApiError {
  return { code, problems: [], questions: [], wait_s: null, detail: null, reference: '' };
}
