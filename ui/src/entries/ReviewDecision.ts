import { reviews } from '../text/choices';
import {
  declinedBy,
  reviewDecisions,
  stillToMeet,
  undeliverable,
  whyRemote,
  reviewDecision as words,
} from '../text/kind/review_decision';
import { date, lines, link, one, type Shape } from './shape';

export const shape: Shape<'review_decision'> = {
  review: one(words.review, reviews),
  pregnancy: link(words.pregnancy),
  state: one(words.state, reviewDecisions),
  decided_on: date(words.decidedOn),
  reason: lines(words.reason),
  declined_by: one(words.declinedBy, declinedBy),
  reoffer_on: date(words.reofferOn),
  undeliverable: one(words.undeliverable, undeliverable),
  contact: link(words.contact),
  why_remote: one(words.whyRemote, whyRemote),
  face_to_face: one(words.faceToFace, stillToMeet),
  meet_by: date(words.meetBy),
};
