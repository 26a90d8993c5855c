import { competencyLevel, delegatedPackage, competency as words } from '../text/kind/competency';
import { date, line, number, one, type Shape, staff } from './shape';

export const shape: Shape<'competency'> = {
  task: one(words.task, delegatedPackage),
  level: one(words.level, competencyLevel),
  assessed_by: staff(words.assessedBy),
  assessed_on: date(words.assessedOn),
  expires_on: date(words.expiresOn, { hint: words.expiresOnHint }),
  evidence: line(words.evidence),
  safeguarding_level: number(words.safeguardingLevel),
};
