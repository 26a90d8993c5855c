const SOON_MS = 60_000;

/** Hands the window a file, which it puts into the Downloads folder. It leaves the vault in clear. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The window reads the file after the click: taken away at once, there may be nothing left to read.
  setTimeout(() => URL.revokeObjectURL(link.href), SOON_MS);
}
