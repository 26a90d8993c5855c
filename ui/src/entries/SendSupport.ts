import { sendSupport as words } from '../text/kind/send_support';
import { date, line, lines, type Shape, when } from './shape';

export const shape: Shape<'send_support'> = {
  concern: lines(words.concern),
  since: when(words.since),
  parents_told_on: date(words.parentsToldOn, { hint: words.parentsToldHint }),
  parents_view: lines(words.parentsView),
  council_notified_on: date(words.councilNotifiedOn),
  council: line(words.council),
  interim_support: lines(words.interimSupport, { hint: words.interimSupportHint }),
  referrals: lines(words.referrals),
  key_worker: line(words.keyWorker),
  review_on: date(words.reviewOn),
};
