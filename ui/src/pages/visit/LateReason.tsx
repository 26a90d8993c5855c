import { TextBox } from '../../components/TextBox';
import type { Boxes } from '../../entries/boxes';
import { today } from '../../forms/dates';
import { visit } from '../../text/visit';

/** Asked where the visit was on an earlier day; whether it is needed, Rust says. */
export function LateReason({ date, boxes }: { date: string; boxes: Boxes }) {
  const error = boxes.error('late_reason');
  const earlier = date !== '' && date < today(new Date());
  if (!earlier && !error && !boxes.form.late_reason) return null;
  return (
    <TextBox
      name="late_reason"
      label={visit.late}
      hint={visit.lateHint}
      initial={boxes.form.late_reason}
      error={error}
    />
  );
}
