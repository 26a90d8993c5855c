import { askedHow, ethnicity, equality as words } from '../text/kind/equality';
import { date, line, one, type Shape } from './shape';

export const shape: Shape<'equality'> = {
  ethnicity: one(words.ethnicity, ethnicity),
  disability_asked: one(words.disabilityAsked, askedHow),
  disability: line(words.disability),
  gender_reassignment_asked: one(words.genderReassignmentAsked, askedHow),
  gender_reassignment: line(words.genderReassignment),
  marriage_asked: one(words.marriageAsked, askedHow),
  marriage: line(words.marriage),
  maternity_asked: one(words.maternityAsked, askedHow),
  maternity: line(words.maternity),
  religion_asked: one(words.religionAsked, askedHow),
  religion: line(words.religion),
  sex_asked: one(words.sexAsked, askedHow),
  sex: line(words.sex),
  orientation_asked: one(words.orientationAsked, askedHow),
  orientation: line(words.orientation),
  asked_on: date(words.askedOn),
};
