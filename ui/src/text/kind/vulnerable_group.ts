import type { GroupsAsked, VulnerableGroupKind } from '../../api/types';

export const vulnerableGroup = {
  name: 'Groups that services often miss',
  asked: 'Was it asked?',
  groups: 'Which of these apply?',
  other: 'Another group',
  askedOn: 'When was it asked?',
  note: 'What should we know because of it?',
} as const;

export const groupsAsked = {
  asked: 'Asked',
  declined: 'Would rather not say',
  not_asked: 'Not asked',
} satisfies Record<GroupsAsked, string>;

export const vulnerableGroupKind = {
  traveller: 'Gypsy, Roma, Traveller, boater or showman',
  refugee_or_asylum_seeker: 'Refugee or asylum seeker',
  migrant: 'New to the country',
  no_recourse_to_public_funds: 'No recourse to public funds',
  teenage_parent: 'Parent under 20',
  care_experienced_parent: 'Parent who grew up in care',
  temporary_housing: 'Homeless or in temporary housing',
  parent_in_prison: 'Parent in prison',
  armed_forces: 'Armed forces family',
  young_carer: 'A child cares for somebody',
} satisfies Record<VulnerableGroupKind, string>;
