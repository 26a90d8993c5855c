import type { ScaleView } from '../../api/types';
import { Facts } from '../../entries/Facts';
import { scaleCopy } from '../../text/scales';

/** Totals of questionnaires, and the published cut-offs that they reach. What they mean is for a person to say. */
export function Scales({ scales }: { scales: ScaleView[] }) {
  if (scales.length === 0) return null;
  return <Facts facts={scales.map(scaleCopy)} />;
}
