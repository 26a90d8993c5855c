import type { InvolvedServiceKind } from '../../api/types';

export const involvedService = {
  name: 'Service that is involved',
  service: 'What sort of service is it?',
  serviceName: 'What is it called?',
  purpose: 'What does it do for the family?',
  keyWorker: 'Who works with the family there?',
  reachedAt: 'How are they reached?',
  from: 'From when?',
  to: 'Until when?',
  heardOn: 'When did you last hear from them?',
} as const;

export const involvedServiceKind = {
  gp_practice: 'GP practice',
  midwifery: 'Midwifery',
  social_care: 'Social care',
  nursery: 'Nursery or childminder',
  school: 'School',
  childrens_centre: 'Children’s centre or family hub',
  hospital: 'Hospital or specialist',
  therapy: 'Speech, physio or occupational therapy',
  mental_health: 'Mental health',
  substance_use: 'Drugs and alcohol',
  domestic_abuse: 'Domestic abuse',
  housing: 'Housing',
  police: 'Police or probation',
  voluntary: 'Voluntary',
  other: 'Another',
} satisfies Record<InvolvedServiceKind, string>;
