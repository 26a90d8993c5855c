import { answers, asked } from '../text/kind/answers';
import { smokingStatuses, stopSmokingOffers, smoking as words } from '../text/kind/smoking';
import { line, lines, link, number, one, type Shape, when } from './shape';

export const shape: Shape<'smoking'> = {
  contact: link(words.contact),
  asked: one(words.asked, asked),
  not_asked_because: line(words.notAskedBecause),
  status: one(words.status, smokingStatuses),
  cigarettes_per_day: number(words.cigarettes),
  stopped_on: when(words.stoppedOn),
  vapes: one(words.vapes, answers),
  pregnant: one(words.pregnant, answers),
  co_ppm: number(words.coPpm, { unit: words.ppm }),
  others_smoke: one(words.othersSmoke, answers),
  smoke_free_home: one(words.smokeFreeHome, answers),
  offer: one(words.offer, stopSmokingOffers),
  note: lines(words.note),
};
