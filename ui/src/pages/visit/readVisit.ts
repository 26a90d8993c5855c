import type { VisitForm } from '../../api/types';
import { joinDate, joinTime } from '../../forms/dates';
import { choice, choices, text } from '../../forms/read';
import { clothing, feeding, modes, outcomes, places, present, reviews, seen } from '../../text/choices';

/** The whole form as it stands in its boxes. What has no box is taken over from the draft as it was opened. */
export function readVisit(data: FormData, opened: VisitForm): VisitForm {
  return {
    ...opened,
    review: choice(data, 'review', reviews),
    date: joinDate({
      day: text(data, 'date-day'),
      month: text(data, 'date-month'),
      year: text(data, 'date-year'),
    }),
    start: joinTime(text(data, 'start')),
    end: joinTime(text(data, 'end')),
    mode: choice(data, 'mode', modes),
    place: choice(data, 'place', places),
    outcome: choice(data, 'outcome', outcomes),
    child_seen: choice(data, 'child_seen', seen),
    present: choices(data, 'present', present),
    weight: text(data, 'weight'),
    clothing: choice(data, 'clothing', clothing),
    head: text(data, 'head'),
    length: text(data, 'length'),
    measurement_note: text(data, 'measurement_note'),
    feeding: choice(data, 'feeding', feeding),
    feeding_note: text(data, 'feeding_note'),
    seen: text(data, 'seen'),
    parents_words: text(data, 'parents_words'),
    narrative: text(data, 'narrative'),
    mother_narrative: text(data, 'mother_narrative'),
    plan: text(data, 'plan'),
    late_reason: text(data, 'late_reason'),
  };
}
