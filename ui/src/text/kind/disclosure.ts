import type { DisclosureBasis, DisclosureDecision, FamilyTold } from '../../api/types';

export const disclosure = {
  name: 'Information shared, or not',
  decidedOn: 'When was it decided?',
  decision: 'Was it shared?',
  what: 'What was asked for, or shared?',
  records: 'Which records?',
  recordsAnother: 'Add another record',
  toWhom: 'To whom?',
  purpose: 'What for?',
  basis: 'On what footing?',
  reasons: 'Why?',
  reasonsHint: 'Needed when nobody consented, and when it was not shared',
  how: 'By what way?',
  familyTold: 'Does the family know?',
  disclosedRecord: {
    record: 'Which record?',
  },
} as const;

export const disclosureDecision = {
  shared: 'Shared',
  partly_shared: 'Shared in part',
  not_shared: 'Not shared',
} satisfies Record<DisclosureDecision, string>;

export const disclosureBasis = {
  consent: 'Consent',
  public_task: 'The task that the law gives us (public task)',
  safeguarding: 'Safeguarding',
  legal_order: 'A court order or another legal duty',
} satisfies Record<DisclosureBasis, string>;

export const familyTold = {
  told: 'Yes, they were told',
  not_yet: 'Not yet',
  not_safe: 'No: telling them could put somebody at risk',
} satisfies Record<FamilyTold, string>;
