import type { SmokingStatus, StopSmokingOffer } from '../../api/types';

export const smoking = {
  name: 'Smoking',
  contact: 'At which contact?',
  asked: 'Did you ask?',
  notAskedBecause: 'If not: why not?',
  status: 'Do they smoke?',
  cigarettes: 'How many cigarettes a day?',
  stoppedOn: 'Since when not any more?',
  vapes: 'Do they vape?',
  pregnant: 'Is she pregnant?',
  coPpm: 'Carbon monoxide',
  ppm: 'ppm',
  othersSmoke: 'Does anybody else at home smoke?',
  smokeFreeHome: 'Are home and car free of smoke?',
  offer: 'Was a stop-smoking service offered?',
  note: 'Anything else?',
} as const;

export const smokingStatuses = {
  never: 'Never have',
  stopped: 'Not any more',
  smokes: 'Yes',
} satisfies Record<SmokingStatus, string>;

export const stopSmokingOffers = {
  referred: 'Yes, and referred',
  already_there: 'They are already with one',
  declined: 'Yes, and declined',
  not_offered: 'No',
} satisfies Record<StopSmokingOffer, string>;
