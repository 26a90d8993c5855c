import { careProfile as words } from '../text/kind/care_profile';
import { date, line, lines, link, number, type Shape } from './shape';

const grade = (area: string) => number(area, { hint: words.gradeHint });

export const shape: Shape<'care_profile'> = {
  contact: link(words.contact),
  graded_on: date(words.gradedOn),
  licence_holder: line(words.licenceHolder),
  physical: grade(words.physical),
  safety: grade(words.safety),
  emotional: grade(words.emotional),
  developmental: grade(words.developmental),
  narrative: lines(words.narrative),
};
