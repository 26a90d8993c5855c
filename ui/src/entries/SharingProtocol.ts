import {
  lawfulBasis,
  sharedSlice,
  sharingPurpose,
  sharingProtocol as words,
} from '../text/kind/sharing_protocol';
import { date, line, lines, many, one, type Shape } from './shape';

export const shape: Shape<'sharing_protocol'> = {
  partner: line(words.partner),
  purposes: many(words.purposes, sharingPurpose),
  slices: many(words.slices, sharedSlice),
  lawful_basis: one(words.lawfulBasis, lawfulBasis),
  from: date(words.from),
  to: date(words.to),
  signatories: lines(words.signatories),
  ended_on: date(words.endedOn),
};
