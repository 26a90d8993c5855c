import type { GrowthScore } from '../../api/types';
import { Facts } from '../../entries/Facts';
import { scoreCopy } from '../../text/growth';

/** Where a measurement stands, by both ages for a child born early. */
export function Scores({ scores }: { scores: GrowthScore[] }) {
  if (scores.length === 0) return null;
  return <Facts facts={scores.map(scoreCopy)} />;
}
