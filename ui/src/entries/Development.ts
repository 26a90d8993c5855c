import { answers } from '../text/kind/answers';
import { agesUsed, development as words } from '../text/kind/development';
import { group, line, lines, link, number, one, type Shape } from './shape';

const form = {
  form_months: number(words.formMonths, { unit: words.months }),
  age_used: one(words.ageUsed, agesUsed),
};

export const shape: Shape<'development'> = {
  contact: link(words.contact),
  asq_3: group(
    words.asq3,
    {
      ...form,
      communication: number(words.communication),
      gross_motor: number(words.grossMotor),
      fine_motor: number(words.fineMotor),
      problem_solving: number(words.problemSolving),
      personal_social: number(words.personalSocial),
      not_done_because: line(words.domainNotDone),
    },
    { hint: words.asq3Hint },
  ),
  asq_se_2: group(words.asqSe2, { ...form, total: number(words.total) }),
  sdq_total: number(words.sdq, { hint: words.sdqHint }),
  speech_language_concern: one(words.speech, answers, { hint: words.speechHint }),
  not_done_because: line(words.notDone),
  narrative: lines(words.narrative),
};
