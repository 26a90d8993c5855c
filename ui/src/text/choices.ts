// Words for every choice. A choice without words does not compile.
import type {
  ChildSeen,
  Clothing,
  ContactMeans,
  ContactMode,
  ContactOutcome,
  ContactPlace,
  FeedingStatus,
  InterpretedBy,
  NhsNumberStatus,
  ParentalResponsibility,
  PregnancyOutcome,
  Present,
  QuickContact,
  Receipt,
  RelationshipKind,
  Residence,
  ReviewKind,
  Role,
  Safe,
  SexForGrowth,
} from '../api/types';

export const roles = {
  health_visitor: 'health visitor',
  student_health_visitor: 'student health visitor',
  staff_nurse: 'staff nurse',
  nursery_nurse: 'nursery nurse',
  infant_feeding_specialist: 'infant feeding specialist',
  centre_worker: 'children’s centre worker',
  team_leader: 'team leader',
  safeguarding_nurse: 'safeguarding nurse',
  admin: 'administrator',
  privacy_officer: 'privacy officer',
  service: 'the service',
  other: 'another role',
} satisfies Record<Role, string>;

export const reviews = {
  antenatal: 'Antenatal visit',
  new_birth: 'New birth visit',
  six_to_eight_week: '6 to 8 week review',
  extra_3_4_months: '3 to 4 month contact',
  extra_6_months: '6-month contact',
  twelve_month: '12-month review',
  two_to_two_and_a_half_year: '2 to 2½ year review',
} satisfies Record<ReviewKind, string>;

export const modes = {
  face_to_face: 'Face to face',
  telephone: 'Telephone',
  video: 'Video',
  text: 'Text message',
  email: 'Email',
  other: 'Other',
} satisfies Record<ContactMode, string>;

export const quickContacts = {
  at_home: 'At home',
  in_clinic: 'In clinic',
  at_centre: 'At the centre',
  by_telephone: 'By telephone',
} satisfies Record<QuickContact, string>;

export const interpreters = {
  in_person: 'An interpreter, in the room',
  remotely: 'An interpreter, by telephone or video',
  colleague: 'A colleague who speaks the language',
  relative_or_friend: 'A relative or a friend',
  none_came: 'One was needed, and none came',
} satisfies Record<InterpretedBy, string>;

export const places = {
  home: 'Home',
  clinic: 'Clinic',
  childrens_centre: 'Children’s centre',
  gp_surgery: 'GP surgery',
  other: 'Other',
} satisfies Record<ContactPlace, string>;

export const outcomes = {
  took_place: 'It took place',
  no_access: 'No access: nobody answered',
  was_not_brought: 'Child was not brought',
  did_not_attend: 'Adult did not attend',
  cancelled_by_family: 'Cancelled by the family',
  cancelled_by_service: 'Cancelled by us',
  declined: 'Declined by the family',
} satisfies Record<ContactOutcome, string>;

export const seen = {
  awake: 'Seen awake',
  asleep: 'Seen asleep',
  not_seen: 'Not seen',
  not_applicable: 'Not about a child',
} satisfies Record<ChildSeen, string>;

export const present = {
  mother: 'Mother',
  father: 'Father',
  partner: 'Partner of a parent',
  siblings: 'Brothers or sisters',
  grandparent: 'Grandparent',
  other_adult: 'Another adult',
  interpreter: 'Interpreter',
  professional: 'Another professional',
} satisfies Record<Present, string>;

export const clothing = {
  naked: 'Nothing',
  nappy: 'Nappy',
  light_clothes: 'Light clothes',
  clothed: 'Other clothes',
} satisfies Record<Clothing, string>;

export const feeding = {
  exclusive_breast_milk: 'Breast milk only',
  partial_breast_milk: 'Some breast milk',
  no_breast_milk: 'No breast milk',
} satisfies Record<FeedingStatus, string>;

export const relationships = {
  mother: 'Mother',
  father: 'Father',
  parent: 'Parent',
  step_parent: 'Parent’s partner',
  grandparent: 'Grandparent',
  foster_carer: 'Foster carer',
  guardian: 'Special guardian',
  kinship_carer: 'Kinship carer',
  private_foster_carer: 'Private foster carer',
  other_carer: 'Other carer',
} satisfies Record<RelationshipKind, string>;

export const responsibility = {
  yes: 'Has parental responsibility',
  no: 'No parental responsibility',
  not_known: 'Parental responsibility not known',
} satisfies Record<ParentalResponsibility, string>;

export const residences = { main: 'Main home', other: 'Other home' } satisfies Record<Residence, string>;

export const means = { phone: 'Telephone', email: 'Email' } satisfies Record<ContactMeans, string>;

export const safe = {
  yes: 'Safe',
  not_known: 'Nobody has said',
  no: 'Not safe: do not use',
} satisfies Record<Safe, string>;

export const sexes = {
  female: 'Female',
  male: 'Male',
  indeterminate: 'Indeterminate',
  unknown: 'Sex not recorded',
} satisfies Record<SexForGrowth, string>;

export const nhsNumberStatuses = {
  verified: 'verified',
  present_not_traced: 'not traced yet',
  trace_required: 'must be traced',
  no_or_multiple_match: 'no single match',
  conflict: 'in conflict',
  trace_in_progress: 'being traced',
  not_required: 'not needed',
  trace_postponed: 'tracing postponed',
} satisfies Record<NhsNumberStatus, string>;

export const pregnancyOutcomes = {
  expected: 'Expected',
  live_birth: 'Born',
  stillbirth: 'Stillborn',
  loss: 'Pregnancy ended',
} satisfies Record<PregnancyOutcome, string>;

export const receipts = {
  on_this_laptop: 'On this laptop only',
  waiting: 'At the service, waiting for an earlier item',
  at_the_service: 'At the service',
  quarantined: 'Set aside',
} satisfies Record<Receipt, string>;
