/** Puts words where they can be pasted; false where the window may not. */
export async function copyWords(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyBySelecting(words);
  }
}

/** The older way, for a window that has no clipboard of its own. */
function copyBySelecting(words: string): boolean {
  const box = document.createElement('textarea');
  box.value = words;
  box.className = 'nhsuk-u-visually-hidden';
  document.body.append(box);
  box.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    box.remove();
  }
}
