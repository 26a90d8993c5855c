import type { DoseDue, FormAge, FormForAge, InstrumentId, ScaleView } from '../api/types';
import { day } from './when';

export const instruments = {
  whooley: 'Whooley questions',
  gad_2: 'GAD-2',
  gad_7: 'GAD-7',
  phq_9: 'PHQ-9',
  epds: 'EPDS',
  audit_c: 'AUDIT-C',
  sdq: 'SDQ',
  gcp_2: 'GCP2',
  asq_3: 'ASQ-3',
  asq_se_2: 'ASQ:SE-2',
} satisfies Record<InstrumentId, string>;

const scores: Record<string, string> = {
  total: 'total',
  communication: 'communication',
  gross_motor: 'gross motor',
  fine_motor: 'fine motor',
  problem_solving: 'problem solving',
  personal_social: 'personal-social',
};

const means: Record<string, string> = {
  below_cut_off: 'below the cut-off of its form',
  fuller_assessment: 'asks for a fuller assessment',
  increasing_risk: 'drinking at increasing risk',
  mild: 'mild',
  moderate: 'moderate',
  moderately_severe: 'moderately severe',
  severe: 'severe',
  possible: 'possible',
  probable: 'probable',
};

const ages = {
  chronological: 'by age since birth',
  corrected: 'by corrected age',
  gestation_unknown: 'by age since birth; gestation not known',
} satisfies Record<FormAge, string>;

/** "ASQ-3 communication": "15, form of 27 months: below the cut-off of its form". The last that is reached says most. */
export function scaleCopy({
  instrument,
  score,
  value,
  form_months,
  means: reached,
}: ScaleView): [string, string] {
  const form = form_months === null ? '' : `, form of ${form_months} months`;
  const last = reached.at(-1);
  const meaning = last === undefined ? '' : `: ${means[last] ?? last.replaceAll('_', ' ')}`;
  return [`${instruments[instrument]} ${scores[score] ?? score}`, `${value}${form}${meaning}`];
}

/** "ASQ-3: the form of 24 months, by corrected age". */
export function formCopy({ instrument, months, by }: FormForAge): string {
  return `${instruments[instrument]}: the form of ${months} months, ${ages[by]}`;
}

/** "Due from 14 December 2026: 6-in-1, MenB, rotavirus". */
export function doseCopy({ on, vaccines }: DoseDue): string {
  return `Due from ${day(on)}: ${vaccines.join(', ')}`;
}
