import { answers } from '../text/kind/answers';
import { alcoholExposures, fasdStatements, fasd as words } from '../text/kind/fasd';
import { lines, link, one, type Shape } from './shape';

const statement = (question: string) => one(question, fasdStatements);

export const shape: Shape<'fasd'> = {
  contact: link(words.contact),
  exposure: one(words.exposure, alcoholExposures),
  difficulties: lines(words.difficulties, { hint: words.difficultiesHint }),
  facial_features: one(words.facialFeatures, answers),
  advice: statement(words.advice),
  recorded: statement(words.recorded),
  referral: statement(words.referral),
  assessment: statement(words.assessment),
  plan: statement(words.plan),
  note: lines(words.note),
};
