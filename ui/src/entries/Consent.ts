import {
  consentGiver,
  consentMethod,
  consentState,
  sharedSlice,
  sharingPurpose,
  consent as words,
} from '../text/kind/consent';
import { centre, date, line, lines, many, one, type Shape, tick } from './shape';

export const shape: Shape<'consent'> = {
  partner: line(words.partner),
  centre: centre(words.centre),
  purpose: one(words.purpose, sharingPurpose),
  scope: many(words.scope, sharedSlice),
  state: one(words.state, consentState),
  on: date(words.on),
  said_by: line(words.saidBy),
  said_as: one(words.saidAs, consentGiver),
  how: one(words.how, consentMethod),
  evidence: lines(words.evidence, { hint: words.evidenceHint }),
  under_sixteen: tick(words.underSixteen),
  understanding: lines(words.understanding),
  expires_on: date(words.expiresOn),
};
