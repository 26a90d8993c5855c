import type { EntryKind } from '../api/types';

/** Kinds as somebody looks for them. What is in none of these is under the last heading. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  [
    'Needs and plans',
    ['needs_assessment', 'assessed_need', 'level_of_need', 'goal', 'early_help', 'programme', 'what_now'],
  ],
  [
    'Health and development',
    [
      'new_birth_details',
      'screening_fact',
      'immunisation_status',
      'development',
      'health_concern',
      'send_support',
      'accident',
      'advice_given',
      'fasd',
    ],
  ],
  ['Parents', ['mood', 'smoking', 'alcohol', 'substance_use', 'domestic_abuse_enquiry', 'care_profile']],
  [
    'Safeguarding',
    [
      'safeguarding_status',
      'safeguarding_note',
      'lead_practitioner',
      'chronology_event',
      'meeting',
      'supervision',
      'escalation',
      'looked_after',
      'information_request',
    ],
  ],
  ['Alerts', ['alert', 'alert_note']],
  [
    'Referring and sharing',
    ['referral', 'involved_service', 'consent', 'disclosure', 'delegation', 'delegated_session'],
  ],
  ['Reviews and contacts', ['past_review', 'review_decision', 'no_access', 'appointment', 'attendance']],
  [
    'Coming, going and registering',
    ['registration', 'accountable', 'transfer', 'midwifery_handover', 'school_handover', 'death', 'sealing'],
  ],
  [
    'About the person',
    [
      'identity',
      'nhs_number',
      'birth',
      'contact_point',
      'relationship',
      'pregnancy',
      'communication_needs',
      'equality',
      'vulnerable_group',
      'other_identifier',
    ],
  ],
  ['Work', ['task', 'message', 'document']],
];

const OTHER = 'Other';

/** The kinds of `known` under their headings, in the order in which they are looked for. */
export function grouped(known: readonly EntryKind[]): [string, EntryKind[]][] {
  const listed = groups.map(([title, names]): [string, EntryKind[]] => [
    title,
    names.flatMap((name) => known.filter((kind) => kind === name)),
  ]);
  const all = new Set(listed.flatMap(([, kinds]) => kinds));
  const others: [string, EntryKind[]] = [OTHER, known.filter((kind) => !all.has(kind))];
  return [...listed, others].filter(([, kinds]) => kinds.length > 0);
}
