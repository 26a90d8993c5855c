import { deathCircumstances, deathSource, death as words } from '../text/kind/death';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'death'> = {
  on: date(words.on),
  source: one(words.source, deathSource),
  told_by: line(words.toldBy),
  circumstances: one(words.circumstances, deathCircumstances),
  review_told_on: date(words.reviewToldOn),
  bereavement_contact: line(words.bereavementContact),
  family_wishes: lines(words.familyWishes),
};
