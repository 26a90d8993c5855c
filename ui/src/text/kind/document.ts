import type { DocumentKind, Sensitivity } from '../../api/types';

export const document = {
  name: 'Document that came in',
  what: 'What sort of document is it?',
  title: 'What is it about?',
  source: 'From whom?',
  receivedOn: 'When did it come?',
  dated: 'Which date does it bear?',
  sensitivity: 'How sensitive is it?',
  readBy: 'Who has read it?',
  readOn: 'When?',
  actedOn: 'What did you do about it?',
  chronology: 'Which event of the chronology came of it?',
  partName: 'Part of a scanned document',
} as const;

/** "Part 3 of 57". */
export function partOf(number: number, of: number): string {
  return `Part ${number + 1} of ${of}`;
}

export const scan = {
  attach: 'Attach the scan',
  attachAnother: 'Attach another file',
  choose: 'Which file is it?',
  chooseHint: 'A PDF, or a picture (JPEG or PNG), of at most 10 MB. It is kept encrypted with the record.',
  noneChosen: 'Choose the file first',
  keep: 'Attach it',
  cancel: 'Do not attach',
  attaching: 'Being attached…',
  show: 'Show',
  hide: 'Hide',
  notWhole: 'Not all of this document has reached this laptop yet. It comes with the next syncs.',
  pdf: 'A PDF cannot be shown in Doorstep itself. To read it, save a copy and open that.',
  save: 'Save a copy',
  saveWarning:
    'The copy is an ordinary file: Doorstep no longer protects it. Anybody who uses this laptop may open it, and that it was saved is noted. Delete the copy when you have read it.',
  saveYes: 'Yes, save a copy',
  saveNo: 'Do not save',
  saved: 'Saved with your downloads. Delete the copy when you have read it.',
} as const;

/** "The scan", or "Scan 2" where there are several. */
export function scanName(place: number, count: number): string {
  return count === 1 ? 'The scan' : `Scan ${place + 1}`;
}

export const documentKind = {
  conference_minutes: 'Minutes of a conference or meeting',
  court_order: 'Court order',
  discharge_letter: 'Discharge letter',
  emergency_attendance: 'A&E notice',
  police_notice: 'Police notice',
  clinic_letter: 'Clinic letter',
  report: 'Report',
  from_the_family: 'From the family',
  other: 'Another',
} satisfies Record<DocumentKind, string>;

export const documentSensitivities = {
  standard: 'Standard: everybody who works with the family',
  sensitive: 'Sensitive: mental or sexual health',
  restricted: 'Restricted: abuse, third parties, safeguarding, police',
} satisfies Record<Sensitivity, string>;
