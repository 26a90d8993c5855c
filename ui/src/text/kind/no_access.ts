import type { HigherNeed, NoAccessDecision } from '../../api/types';

export const noAccess = {
  name: 'After no access',
  contact: 'Which contact did not take place?',
  attempt: 'Which attempt in a row was it?',
  on: 'On which day?',
  planInForce: 'Plan in force',
  decision: 'What did you decide?',
  reasons: 'Why?',
  discussedWith: 'With whom did you discuss it the same day?',
  nextOn: 'When will somebody try again?',
} as const;

export const higherNeed = {
  none: 'None recorded',
  specialist: 'Level of need: Specialist',
  child_in_need: 'Child in need',
  section_47: 'Enquiry under section 47',
  child_protection_plan: 'Child protection plan',
  looked_after: 'Looked after',
} satisfies Record<HigherNeed, string>;

export const noAccessDecision = {
  book_again: 'Book again',
  telephone: 'Telephone',
  joint_visit: 'Visit together with a colleague',
  ask_others: 'Ask the GP, the nursery or the centre',
  discussed: 'Discussed with the named nurse or social worker',
  escalated: 'Referred to social care or the police',
  seen: 'The child was seen after all',
  declined_in_person: 'The family declined in person',
  moved: 'They have moved: a transfer is open',
} satisfies Record<NoAccessDecision, string>;
