import type {
  BroughtHistory,
  ImportOutcome,
  ImportReport,
  ImportState,
  LeftOut,
  RowNote,
  WhyLeftOut,
} from '../api/types';
import { kindName } from './kinds';
import { count } from './when';

export const imports = {
  title: 'Import a caseload',
  intro:
    'Choose the file from the old system. Doorstep reads it and shows what would happen, line by line. Nothing is written until you say so.',
  file: 'Caseload file (CSV)',
  fileHint: 'At most 64 MB, saved as “CSV UTF-8”',
  check: 'Check the file',
  checking: 'Reading the file…',
  chooseFirst: 'Choose a file first.',
  reportTitle: 'What would happen',
  lines: 'Children in the file',
  new: 'New children',
  addedTo: 'Known children, something to add',
  unchanged: 'Known children, nothing to add',
  rejected: 'Lines left out',
  adults: 'New adults',
  households: 'New homes',
  show: 'Show',
  line: 'Line',
  child: 'Child',
  outcome: 'What would happen',
  why: 'Why, or worth a look',
  nothingWritten: 'Nothing has been written yet.',
  another: 'Choose another file',
  nothingToImport: 'There is nothing in this file to import.',
  running: 'Importing',
  cancel: 'Stop the import',
  listTitle: 'Imports on this laptop',
  none: 'No file has been imported on this laptop',
  undo: 'Undo',
  undoTitle: 'Undo this import?',
  undoWarning:
    'What it wrote is marked as entered in error, except what somebody has changed since. Nothing is deleted, and visits stay.',
  undoYes: 'Yes, undo it',
  undoNo: 'No, keep it',
  undoing: 'Undoing…',
  leftTitle: 'Left as they are, because somebody has changed them since',
  exportTitle: 'Export the caseload',
  exportWarning:
    'The file is not encrypted: whoever has it can read it. Save it only where your organisation allows, and remove it afterwards.',
  export: 'Save the file',
  exportSure:
    'Anybody who opens the file reads names, addresses and NHS numbers. That it was saved, and how many children are in it, is noted.',
  exportYes: 'Yes, save the file',
  exportNo: 'No',
  exporting: 'Writing the file…',
  exported: 'The window was asked to save the file. Look in your Downloads folder.',
  fits: 'pages of lines',
  next: 'Next lines',
  previous: 'Previous lines',
} as const;

export const outcomes = {
  new_child: 'New child',
  unchanged: 'Known, nothing to add',
  added_to: 'Known, something to add',
  rejected: 'Left out',
} satisfies Record<ImportOutcome, string>;

export const rowNotes = {
  no_nhs_number: 'No NHS number: matched by name, birth date and postcode only',
  nhs_number_from_elsewhere: 'The NHS number is from Scotland or Northern Ireland',
  preterm: 'Born before 37 weeks',
  multiple: 'One of twins or more',
  two_homes: 'Lives in two homes',
  differs_from_record: 'This laptop’s record differs; the file’s value is not taken over',
  over8: 'Over 8 years old',
  unusual_value: 'The birth weight or the mother’s age is unusual: look twice',
  unusual_weight: 'A weight of the time before is unusual: look twice',
  shared_adult: 'Has an adult whom an earlier line already names',
} satisfies Record<RowNote, string>;

/** "Brings from the previous system, not verified: Review done before (2), Level of need". */
export function historyCopy(history: readonly BroughtHistory[]): string {
  const each = history.map(({ kind, count }) =>
    count > 1 ? `${kindName(kind)} (${count})` : kindName(kind),
  );
  return `Brings from the previous system, not verified: ${each.join(', ')}`;
}

const whyLeftOut = {
  record_differs: 'this laptop’s record says otherwise and stays',
  in_error: 'somebody has marked it as entered in error',
  role_may_not: 'your role may not record it. A colleague who may can import the same file',
  no_such_colleague: 'nobody of this name works here. Import the same file again when they have joined',
  two_colleagues: 'two colleagues have this name. Record it by hand',
} satisfies Record<WhyLeftOut, string>;

/** "Not taken over: Level of need, 2026-06-01: this laptop’s record says otherwise and stays". */
export function leftOutCopy({ kind, text, why }: LeftOut): string {
  return `Not taken over: ${kindName(kind)}, “${text}”: ${whyLeftOut[why]}`;
}

export const states = {
  running: 'Importing',
  finished: 'Every line is saved on this laptop',
  cancelled: 'Stopped. What was written stays, and can be undone below',
  failed: 'Stopped by a fault. What was written stays, and can be undone below',
} satisfies Record<ImportState, string>;

export const rowFilters = { rejected: 'Left out', new: 'New', all: 'All lines' } as const;
export type RowFilter = keyof typeof rowFilters;

export function startCopy(report: ImportReport): string {
  return `Import ${count(report.new_children + report.added_to, 'child', 'children')}`;
}

export function progressCopy(done: number, total: number): string {
  return `${done.toLocaleString('en-GB')} of ${count(total, 'line')}`;
}

export function exportTitle(children: number | null): string {
  const who = children === null ? 'the whole caseload' : count(children, 'child', 'children');
  return `Save ${who} in a file that nothing protects?`;
}

export function entriesCopy(entries: number, batches: number): string {
  return `${count(entries, 'entry', 'entries')} in ${count(batches, 'item')}`;
}

export function undoneCopy(undone: number): string {
  return `${count(undone, 'entry', 'entries')} marked as entered in error`;
}

export function rowsCopy(from: number, shown: number, total: number): string {
  return `${from + 1} to ${from + shown} of ${count(total, 'line')}`;
}

export const noLines = 'No lines of this sort';
