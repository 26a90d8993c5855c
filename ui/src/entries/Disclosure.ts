import {
  disclosureBasis,
  disclosureDecision,
  familyTold,
  disclosure as words,
} from '../text/kind/disclosure';
import { date, line, lines, link, list, one, type Shape } from './shape';

const disclosedRecord = {
  record: link(words.disclosedRecord.record),
};

export const shape: Shape<'disclosure'> = {
  decided_on: date(words.decidedOn),
  decision: one(words.decision, disclosureDecision),
  what: lines(words.what),
  records: list(words.records, disclosedRecord, words.recordsAnother),
  to_whom: line(words.toWhom),
  purpose: line(words.purpose),
  basis: one(words.basis, disclosureBasis),
  reasons: lines(words.reasons, { hint: words.reasonsHint }),
  how: line(words.how),
  family_told: one(words.familyTold, familyTold),
};
