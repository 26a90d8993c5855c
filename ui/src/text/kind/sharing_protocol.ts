import type { LawfulBasis } from '../../api/types';

export const sharingProtocol = {
  name: 'Information sharing protocol',
  partner: 'With which organisation?',
  purposes: 'For what?',
  slices: 'What may be shared?',
  lawfulBasis: 'On what footing in law?',
  from: 'From when?',
  to: 'Until when?',
  signatories: 'Who signed, for each side?',
  endedOn: 'Ended early on',
} as const;

export { sharedSlice, sharingPurpose } from './consent';

export const lawfulBasis = {
  public_task: 'Public task: health or social care',
  legal_obligation: 'Legal obligation',
  vital_interests: 'Vital interests',
  consent: 'Consent',
} satisfies Record<LawfulBasis, string>;
