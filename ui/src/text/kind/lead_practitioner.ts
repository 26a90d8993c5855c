import type { LeadBasis, Profession, Whether } from '../../api/types';

export const leadPractitioner = {
  name: 'Lead practitioner',
  who: 'Who leads?',
  profession: 'What is their profession?',
  agency: 'For which service do they work?',
  reachedAt: 'How are they reached?',
  basis: 'What do they lead?',
  from: 'Since when?',
  to: 'Until when?',
  allocatedBy: 'Who asked them to lead?',
  socialWorkManager: 'Is that a manager qualified in social work?',
  agreed: 'Did they agree to lead?',
  capacity: 'For a health visitor: is there the time, and what gives way?',
  capacityHint: 'A health visitor never leads by default',
} as const;

export const profession = {
  social_worker: 'Social worker',
  health_visitor: 'Health visitor',
  early_help_worker: 'Early help or family hub worker',
  midwife: 'Midwife',
  teacher: 'Teacher or nursery worker',
  other: 'Another',
} satisfies Record<Profession, string>;

export const leadBasis = {
  early_help: 'Early help',
  section_17: 'Child in need (section 17)',
  section_47: 'Section 47 enquiry, or a child protection plan',
} satisfies Record<LeadBasis, string>;

export const whether = {
  yes: 'Yes',
  no: 'No',
  not_known: 'Not known',
} satisfies Record<Whether, string>;
