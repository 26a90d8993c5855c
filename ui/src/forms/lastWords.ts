// What is being typed must be on the disk before the vault locks or the window closes.

const waiting = new Set<() => Promise<boolean>>();

/** Registers something to write down; gives back how to take it off the list. */
export function beforeLocking(write: () => Promise<boolean>): () => void {
  waiting.add(write);
  return () => waiting.delete(write);
}

/** Answers whether everything is on the disk. */
export async function writeLastWords(): Promise<boolean> {
  const written = await Promise.all([...waiting].map((write) => write()));
  return written.every(Boolean);
}

/** The window announces that it closes; a page that is hidden may not come back. */
export function listenForClosing(): () => void {
  const write = () => void writeLastWords();
  const hidden = () => document.visibilityState === 'hidden' && write();
  window.addEventListener('doorstep:closing', write);
  window.addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    window.removeEventListener('doorstep:closing', write);
    window.removeEventListener('pagehide', write);
    document.removeEventListener('visibilitychange', hidden);
  };
}
