import type { CentileView, GrowthScore, NoCentile, ScoredMeasure } from '../api/types';

const measures = {
  weight: 'Weight',
  length: 'Length or height',
  head: 'Head circumference',
} satisfies Record<ScoredMeasure, string>;

const none = {
  before_two_weeks: 'no centile before two weeks of age, corrected for an early birth',
  from_four_years: 'no centile from four years of age',
  none: 'no centile',
} satisfies Record<NoCentile, string>;

/** "39th centile (−0.27 SD)". */
function centileCopy({ centile, sds }: CentileView): string {
  return `${ordinal(centile)} centile (${sds.replace('-', '−')} SD)`;
}

/** "2nd", "<0.4th". */
function ordinal(number: string): string {
  if (!/^\d+$/.test(number)) return `${number}th`;
  const teens = /1[123]$/.test(number);
  const ending = teens ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[Number(number.at(-1))] ?? 'th');
  return `${number}${ending}`;
}

/** The measure's name, and where it stands. */
export function scoreCopy(score: GrowthScore): [string, string] {
  const { chronological, corrected, gestation_assumed } = score;
  if (!chronological) return [measures[score.measure], none[score.none ?? 'none']];
  const assumed = gestation_assumed ? ', gestation not known: taken as 40 weeks' : '';
  const by = corrected
    ? `${centileCopy(chronological)} by age since birth; ${centileCopy(corrected)} by corrected age`
    : centileCopy(chronological);
  return [measures[score.measure], `${by}${assumed}`];
}
