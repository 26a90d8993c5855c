import type { AskedHow, Ethnicity } from '../../api/types';

export const equality = {
  name: 'Equality monitoring',
  ethnicity: 'Ethnic category, as they say it themselves',
  disabilityAsked: 'Disability: was it asked?',
  disability: 'Disability: what did they say?',
  genderReassignmentAsked: 'Gender reassignment: was it asked?',
  genderReassignment: 'Gender reassignment: what did they say?',
  marriageAsked: 'Marriage or civil partnership: was it asked?',
  marriage: 'Marriage or civil partnership: what did they say?',
  maternityAsked: 'Pregnancy and maternity: was it asked?',
  maternity: 'Pregnancy and maternity: what did they say?',
  religionAsked: 'Religion or belief: was it asked?',
  religion: 'Religion or belief: what did they say?',
  sexAsked: 'Sex: was it asked?',
  sex: 'Sex: what did they say?',
  orientationAsked: 'Sexual orientation: was it asked?',
  orientation: 'Sexual orientation: what did they say?',
  askedOn: 'When was it asked?',
} as const;

export const askedHow = {
  answered: 'Answered',
  declined: 'Would rather not say',
  not_asked: 'Not asked',
} satisfies Record<AskedHow, string>;

export const ethnicity = {
  A: 'White: British',
  B: 'White: Irish',
  C: 'White: any other background',
  D: 'Mixed: White and Black Caribbean',
  E: 'Mixed: White and Black African',
  F: 'Mixed: White and Asian',
  G: 'Mixed: any other background',
  H: 'Asian or Asian British: Indian',
  J: 'Asian or Asian British: Pakistani',
  K: 'Asian or Asian British: Bangladeshi',
  L: 'Asian or Asian British: any other background',
  M: 'Black or Black British: Caribbean',
  N: 'Black or Black British: African',
  P: 'Black or Black British: any other background',
  R: 'Other: Chinese',
  S: 'Other: any other ethnic group',
  Z: 'Would rather not say',
  99: 'Not known',
} satisfies Record<Ethnicity, string>;
