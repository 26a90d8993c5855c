import { leadBasis, profession, whether, leadPractitioner as words } from '../text/kind/lead_practitioner';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'lead_practitioner'> = {
  who: line(words.who),
  profession: one(words.profession, profession),
  agency: line(words.agency),
  reached_at: line(words.reachedAt),
  basis: one(words.basis, leadBasis),
  from: date(words.from),
  to: date(words.to),
  allocated_by: line(words.allocatedBy),
  social_work_manager: one(words.socialWorkManager, whether),
  agreed: one(words.agreed, whether),
  capacity: lines(words.capacity, { hint: words.capacityHint }),
};
