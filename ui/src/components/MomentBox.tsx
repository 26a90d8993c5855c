import { splitMoment } from '../forms/dates';
import { momentTime } from '../text/entry';
import { DateBox } from './DateBox';
import { TimeBox } from './TimeBox';

interface Props {
  name: string;
  label: string;
  initial: string;
  error?: string;
}

/** A day and a time of it. */
export function MomentBox({ name, label, initial, error }: Props) {
  const { date, time } = splitMoment(initial);
  return (
    <div className="app-side-by-side">
      <DateBox name={name} legend={label} hint="" initial={date} error={error} />
      <TimeBox name={`${name}-time`} label={momentTime(label)} initial={time} />
      <input type="hidden" name={`${name}-was`} value={initial} />
    </div>
  );
}
