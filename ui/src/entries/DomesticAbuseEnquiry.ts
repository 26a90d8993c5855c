import { asked } from '../text/kind/answers';
import {
  abuseDisclosed,
  notSafeToAsk,
  domesticAbuseEnquiry as words,
} from '../text/kind/domestic_abuse_enquiry';
import { date, lines, link, one, type Shape } from './shape';

export const shape: Shape<'domestic_abuse_enquiry'> = {
  contact: link(words.contact),
  asked: one(words.asked, asked, { hint: words.askedHint }),
  not_asked_because: one(words.notAskedBecause, notSafeToAsk),
  not_asked_note: lines(words.notAskedNote),
  ask_by: date(words.askBy),
  disclosed: one(words.disclosed, abuseDisclosed),
  response: lines(words.response, { hint: words.responseHint }),
  action: lines(words.action),
  safe_contact: lines(words.safeContact, { hint: words.safeContactHint }),
};
