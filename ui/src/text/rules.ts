import type { Ask, ImportRule, Problem, Question, Rule } from '../api/types';
import { type FieldNames, ownNames } from './fields';

/** What to do about a rule that a field breaks: after the field's name and a colon. */
export const rules = {
  second_person: 'somebody else than who recorded it must take this back; ask a colleague',
  name_not_confirmed: 'two children are in this visit; tick whose numbers these are',
  cover_overlaps: 'somebody covers on one of these days already',
  in_the_past: 'this is before today',
  no_caseload: 'choose a health visitor, or a team leader for a vacant post',
  required: 'fill this in',
  too_long: 'this is longer than Doorstep can keep; shorten it',
  not_a_number: 'use figures only, such as 3.62',
  not_a_date: 'give a day, a month and a year, such as 2 11 2026',
  not_a_time: 'give a time of day, such as 09:30',
  day_needed: 'the day is needed, not only the month or year',
  in_the_future: 'this is after today',
  before_birth: 'this is before the child was born',
  ends_before_start: 'this is before the start',
  duration_out_of_range: 'a contact lasts from 1 minute to 10 hours; check both times',
  unit_needed: 'write kg or g after the weight, such as 3.62 kg',
  practice_code_shape: 'a practice code is a letter and five figures, such as Z99901',
  nhs_number_shape: 'an NHS number has 10 figures',
  nhs_number_check: 'this is not an NHS number; check each figure',
  postcode_shape: 'give a whole UK postcode, such as LD2 3AB',
  phone_shape: 'give a telephone number, such as 07700 900123',
  email_shape: 'give an email address, such as name@example.org',
  gestation_out_of_range: 'give weeks and days from 22+0 to 44+6',
  birth_weight_out_of_range: 'a birth weight is from 200 to 8,000 grams',
  weight_out_of_range: 'a weight is from 0.2 to 60 kg; check the unit',
  length_out_of_range: 'a length is from 20 to 140 cm; check the unit',
  head_out_of_range: 'a head circumference is from 15 to 65 cm; check the unit',
  beyond8_sd:
    'this is not possible at this age; check the figure, the unit, and that this is the right child',
  not_a_choice: 'choose one of the answers',
  nothing_recorded: 'record something here, or say why it was not done',
  role_may_not: 'your role may not record this',
  in_error:
    'somebody marked this as entered in error, so it cannot be changed; what you typed is kept as a draft: copy what is still true into a new record',
  reason_required: 'say why',
  review_within_a_year: 'a review date is after the start, and within twelve months of it',
  family_not_told: 'tell the family first, and tick that you have',
  not_confirmed: 'a step down needs a document, or somebody who confirmed it',
  social_worker_leads: 'a section 47 enquiry is always led by a social worker',
  allocated_and_agreed: 'only after a social-work manager asked them, and they agreed',
  not_to_unregistered: 'only somebody on a professional register does this',
  competency_not_valid: 'their competency is not valid on the day this begins',
  recorded_meanwhile: 'was recorded meanwhile; what is there is shown: change it or leave it out',
  already_registered: 'there is a record on this laptop already; search for it and open it',
  numbers_differ:
    'both records have an NHS number that was traced, and the two differ: link them, never merge them',
  recorded_for_each:
    'everybody has one of these; mark it as entered in error here, and record it in the right record',
  part_of_another:
    'this and another record belong to each other, such as a visit and its notes; choose everything that belongs together',
  steps_of_others:
    'only a colleague may take some of the steps that this has been through; mark it as entered in error here, and record it again in the right record',
  same_person: 'this names the same person twice',
  over_three_years: 'three years at most, then it is assessed again',
  same_day_discussion: 'discuss it with the named nurse or the social worker today, and say with whom',
  verbal_handover: 'with a plan in force, hand over in person or by telephone, and say who, to whom and when',
  illegal_step: 'this cannot follow from how things stand now',
  out_of_range: 'this figure is outside what is possible here; check it',
  contradiction: 'this does not fit with what else is filled in here; change one of them',
  safety_decision: 'somebody spoke of death or self-harm; say what was decided about safety',
  total_below_item: 'the total cannot be less than one of its items; check both',
  too_young: 'this is for older children; check the age',
} satisfies Record<Rule, string>;

/** What is unusual, as a question that yes answers. */
export const asks = {
  grams: 'This looks like grams, and the box is in kilograms. Is the figure right?',
  beyond4_sd: 'This is very unusual at this age. Is the figure right, and is this the right child?',
  weight_change: 'The weight has changed much since the last one. Is the figure right?',
  weight_loss_ten_percent: 'This is 10% or more below the birth weight. Is the figure right?',
  unlike_birth_weight:
    'This is very unlike the birth weight. Is the figure right, and is this the right child?',
  height_fell: 'This is shorter than last time. Is the figure right?',
  head_grew_fast: 'The head has grown faster than expected. Is the figure right?',
  birth_weight_unusual: 'This birth weight is very unusual. Is it right?',
  may_be_registered: 'There is a record that may be of the same person. Is this somebody else?',
  child_over8: 'This child is over 8 years old. Is that right?',
  mother_age_unusual: 'The mother’s age at the birth is unusual. Is it right?',
  long_contact: 'This contact lasted more than 4 hours. Are both times right?',
  overlaps_another: 'You have another contact at the same time. Are the times right?',
  after_now: 'This is later than the laptop’s clock. Is the time right, and is the clock?',
  nhs_number_from_elsewhere: 'Scotland or Northern Ireland issued this number. Is it right?',
  exclusive_with_solids: 'Breast milk only is recorded together with solid food. Is that right?',
  no_voice_of_child:
    'Nothing is said of what life is like for the child. Is this an assessment of an adult alone?',
  nothing_that_protects: 'Nothing that protects is recorded. Is there nothing that you know of?',
  fuller_assessment:
    'These answers ask for a fuller assessment, and nothing is said of what happens next. Is that right?',
  no_safe_contact: 'Nothing is said of how it is safe to get in touch. Is that right?',
  stop_smoking_offer: 'She smokes and is pregnant, and no stop-smoking service was offered. Is that right?',
  alcohol_advice: 'She drank in this pregnancy, and no advice was given. Is that right?',
  fasd_referral:
    'There was alcohol before birth and something is hard for the child, and nobody referred the child. Is that right?',
  jaundice_action: 'There is jaundice today, and nothing is said of what is done about it. Is that right?',
  clock_doubtful:
    'this laptop’s clock is behind what was signed on it before. Is the day right that you typed?',
  relative_interpreted:
    'a relative or friend interpreted. What is asked alone must not go through them. Is it right that it was asked?',
  slot_taken:
    'On this laptop, the room or the practitioner is booked for another family at that time. Book it all the same?',
  injured_before_mobile:
    'A baby that does not move about by itself has an injury. Has this been acted on today, as your safeguarding procedure says?',
  nobody_named: 'No named health visitor is given for this centre. Is there none at present?',
  nothing_agreed: 'No action is recorded. Was nothing agreed?',
  checked_long_ago: 'Nobody has made sure of this for a year. Is it still right?',
} satisfies Record<Ask, string>;

const importRules = {
  field_count: 'has more or fewer columns than the first line',
  duplicate_nhs_number: 'an earlier line gives this NHS number to another child',
  nhs_number_of_another: 'on this laptop this NHS number belongs to somebody with another birth date',
  formula: 'begins like a spreadsheet formula; remove the sign at its start',
  control_character: 'holds a character that cannot be shown',
} satisfies Record<Extract<ImportRule, string>, string>;

export function importRule(rule: ImportRule): string {
  return typeof rule === 'string' ? importRules[rule] : rules[rule.field];
}

/** "Weight: check the unit", and "When did they move in? Fill this in". */
function said(label: string, words: string): string {
  return label.endsWith('?')
    ? `${label} ${words.charAt(0).toUpperCase()}${words.slice(1)}`
    : `${label}: ${words}`;
}

/** "Weight: a weight is from 0.2 to 60 kg; check the unit". */
export function problemCopy(problem: Problem, names: FieldNames = ownNames): string {
  const words = rules[problem.rule] ?? 'this cannot be signed as it is';
  return said(names.label(problem.field), words);
}

/** The answer that lets it be signed, in words that fit the question. */
export function yesCopy({ ask }: Question): string {
  return ask === 'may_be_registered' ? 'Yes, this is somebody else' : 'Yes, this is right';
}

/** Whether what is asked about is a box of the form; who else it may be is shown above it. */
export function isAboutBox({ ask }: Question): boolean {
  return ask !== 'may_be_registered';
}

export function questionCopy(question: Question): string {
  return asks[question.ask] ?? 'This is unusual. Is it right?';
}
