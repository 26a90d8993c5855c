import { contactTime as words, works } from '../text/kind/contact_time';
import { clock, date, number, one, type Shape } from './shape';

const hint = words.timeHint;

export const shape: Shape<'contact_time'> = {
  work: one(words.work, works, { hint: words.workHint }),
  on: date(words.on),
  planned_start: clock(words.plannedStart, { hint }),
  planned_end: clock(words.plannedEnd),
  started_at: clock(words.startedAt),
  ended_at: clock(words.endedAt),
  travel_min: number(words.travelMin, { unit: words.minutes }),
  admin_min: number(words.adminMin, { unit: words.minutes }),
};
