import type { ErrorCode } from '../api/types';

/** What happened, what is safe, what to do next. Nobody is to blame. */
export interface Copy {
  happened: string;
  safe: string;
  next: string;
}

const RECORD_SAFE = 'Everything signed on this laptop is safe.';
const NOTHING_CHANGED = 'Nothing on this laptop has changed.';
const DRAFT_SAFE = 'What was typed is still kept as a draft on this laptop.';

export const errors = {
  invalid: {
    happened: 'Some answers need a second look.',
    safe: DRAFT_SAFE,
    next: 'Go through the list and change what needs changing.',
  },
  locked: {
    happened: 'Doorstep is locked.',
    safe: DRAFT_SAFE,
    next: 'Unlock it to go on where you were.',
  },
  wrong_passphrase: {
    happened: 'That passphrase does not open this record.',
    safe: NOTHING_CHANGED,
    next: 'Check Caps Lock, then try again. Several wrong tries make Doorstep wait before the next.',
  },
  wait_before_unlock: {
    happened: 'There have been several wrong tries, so Doorstep waits before the next one.',
    safe: 'Nothing is removed, however many tries there were.',
    next: 'Try again when the wait is over. If the passphrase is forgotten, the organisation can recover the record.',
  },
  weak_passphrase: {
    happened: 'That passphrase would be too easy to guess.',
    safe: NOTHING_CHANGED,
    next: 'Choose four or more words that do not belong together.',
  },
  key_file_damaged: {
    happened: 'The file that opens this record is damaged, and so is its copy.',
    safe: 'The record itself is still on this laptop and has not been changed.',
    next: 'Stop using this laptop for Doorstep, and give support the reference. The organisation’s recovery key can help.',
  },
  key_file_altered: {
    happened: 'The file that opens this record was altered by something other than Doorstep.',
    safe: 'The record itself has not been changed.',
    next: 'Do not go on. Tell support and your information governance lead, with the reference.',
  },
  store_damaged: {
    happened: 'The passphrase is right, but the record on this laptop cannot be read.',
    safe: 'Nothing was deleted. What the service already has is safe there.',
    next: 'Do not reinstall Doorstep. Give support the reference: unsent work may still be recovered.',
  },
  store_from_newer_version: {
    happened: 'A later version of Doorstep wrote this record.',
    safe: NOTHING_CHANGED,
    next: 'Update Doorstep on this laptop, then unlock again.',
  },
  open_elsewhere: {
    happened: 'Another Doorstep window has this record open.',
    safe: NOTHING_CHANGED,
    next: 'Go to that window, or close it and try again.',
  },
  disk_full: {
    happened: 'The laptop’s disk is full or cannot be written to.',
    safe: 'What was saved before is safe. What is on the screen now is not saved yet.',
    next: 'Leave this screen open. Free some space, then try again.',
  },
  entries_missing: {
    happened: 'Some records that were saved on this laptop are missing from it.',
    safe: 'What the service already has is safe there. Nothing more will be written until this is understood.',
    next: 'Stop using this laptop for Doorstep, and give support the reference.',
  },
  code_refused: {
    happened: 'The service did not accept that code. It may be mistyped, used already, or too old.',
    safe: NOTHING_CHANGED,
    next: 'Check the code. If it is right, ask your administrator for a new one.',
  },
  service_not_reached: {
    happened: 'The service could not be reached.',
    safe: `${RECORD_SAFE} You can go on working.`,
    next: 'Unsent items go by themselves when there is a connection.',
  },
  service_not_trusted: {
    happened: 'Doorstep could not make sure that it was talking to your organisation’s service.',
    safe: `${RECORD_SAFE} Nothing was sent.`,
    next: 'You can go on working. Avoid this network for now, and tell support, with the reference.',
  },
  laptop_refused: {
    happened: 'The service no longer accepts this laptop.',
    safe: `${RECORD_SAFE} It has not been removed.`,
    next: 'Ring support before you do anything else: unsent items can still be recovered.',
  },
  version_refused: {
    happened: 'The service needs another version of Doorstep.',
    safe: `${RECORD_SAFE} You can go on working.`,
    next: 'Update Doorstep when you can. Unsent items go after that.',
  },
  bad_answer: {
    happened: 'The service answered with something that Doorstep could not read.',
    safe: `${RECORD_SAFE} You can go on working.`,
    next: 'Try again later. If it goes on, give support the reference.',
  },
  not_found: {
    happened: 'That record is not on this laptop.',
    safe: 'It may exist at the service or on a colleague’s laptop.',
    next: 'Go back to the caseload and search. If it should be here, sync first.',
  },
  changed_meanwhile: {
    happened: 'This was changed while the form was open.',
    safe: 'The other change is kept, and nothing that you typed has been lost.',
    next: 'Look at the new version, then decide whether yours is still needed.',
  },
  already_recorded: {
    happened: 'This is recorded already.',
    safe: 'What you typed is kept.',
    next: 'There can be one of these. Change what is there: what you typed stays in the form, and what was recorded stands beside it.',
  },
  not_allowed: {
    happened: 'Your role may not do this.',
    safe: NOTHING_CHANGED,
    next: 'Ask a colleague whose role may, or your team leader.',
  },
  file_too_big: {
    happened: 'That file is too big for a caseload.',
    safe: 'Nothing was read from it and nothing was written.',
    next: 'Choose a file of at most 64 MB, or split it into several.',
  },
  file_not_csv: {
    happened: 'That file is not a CSV file.',
    safe: 'Nothing was written.',
    next: 'In the old system or the spreadsheet, save it as “CSV UTF-8”, then choose it again.',
  },
  file_header: {
    happened: 'The first line of that file does not name the columns of a caseload.',
    safe: 'Nothing was written.',
    next: 'Check the names in its first line against the caseload file’s description.',
  },
  file_not_utf8: {
    happened: 'That file’s letters cannot be read safely: names with accents would be damaged.',
    safe: 'Nothing was written.',
    next: 'In the spreadsheet, save it as “CSV UTF-8”, then choose it again.',
  },
  scan_too_big: {
    happened: 'That file is over 10 MB.',
    safe: 'It was not attached. Nothing on this laptop has changed.',
    next: 'Scan it again with a lower resolution or in grey, or attach its pages as several files.',
  },
  not_a_scan: {
    happened: 'That file is not a PDF, a JPEG or a PNG.',
    safe: 'It was not attached. Nothing on this laptop has changed.',
    next: 'Save or scan the document as a PDF or as a picture, then choose it again.',
  },
  file_not_whole: {
    happened: 'Not all of this document has reached this laptop yet.',
    safe: 'The rest is at the service or on a colleague’s laptop.',
    next: 'Sync when there is a connection, then open it again.',
  },
  file_damaged: {
    happened: 'The parts of this file do not come to the file that was attached, so it is not shown.',
    safe: 'Nothing was deleted, and the rest of the record is not affected.',
    next: 'Ask for the document again, or look at the copy of whoever attached it. Tell support.',
  },
  import_running: {
    happened: 'Another import is running.',
    safe: 'It goes on undisturbed.',
    next: 'Wait until it has finished, then try again.',
  },
  bad_call: {
    happened: 'Something went wrong inside Doorstep.',
    safe: RECORD_SAFE,
    next: 'Try again. If it goes on, give support the reference.',
  },
  internal: {
    happened: 'Something went wrong inside Doorstep.',
    safe: RECORD_SAFE,
    next: 'Try again. If it goes on, give support the reference.',
  },
} satisfies Record<ErrorCode, Copy>;

/** A code of a later version, or none at all, is still answered. */
export function copyFor(code: ErrorCode): Copy {
  return errors[code] ?? errors.internal;
}
