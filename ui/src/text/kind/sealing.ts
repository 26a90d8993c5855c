import type { SealedBecause } from '../../api/types';

export const sealing = {
  name: 'Seal this record',
  because: 'Why is it sealed?',
  becauseHint:
    'Once signed, only the named safeguarding nurse can find or open this record. You will not. Nothing will lead to it from the family, search or lists.',
  on: 'From when?',
  order: 'By whose order?',
  orderHint: 'The court and its reference. Never write the new name here',
  liftedOn: 'No longer sealed since',
} as const;

export const sealedBecause = {
  adoption: 'Adoption',
  court_order: 'A court ordered it',
  protected_identity: 'Somebody is protected under another identity',
} satisfies Record<SealedBecause, string>;
