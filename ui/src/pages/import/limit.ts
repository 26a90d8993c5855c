/** The most that Doorstep reads of a caseload. */
export const LIMIT = {
  mostBytes: 64 * 1024 * 1024,
  tooBig: 'file_too_big',
  unreadable: 'file_not_csv',
} as const;
