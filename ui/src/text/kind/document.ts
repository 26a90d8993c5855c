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
} as const;

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
