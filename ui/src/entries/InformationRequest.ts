import { requestPurpose, informationRequest as words } from '../text/kind/information_request';
import { date, line, lines, link, one, type Shape, staff } from './shape';

export const shape: Shape<'information_request'> = {
  asked_on: date(words.askedOn),
  asked_by: line(words.askedBy),
  agency: line(words.agency),
  what: lines(words.what),
  purpose: one(words.purpose, requestPurpose),
  answer_by: date(words.answerBy),
  replied_on: date(words.repliedOn),
  replied_by: staff(words.repliedBy),
  reply: lines(words.reply),
  disclosure: link(words.disclosure),
};
