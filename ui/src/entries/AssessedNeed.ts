import {
  certainties,
  changes,
  concerns,
  needsDomains,
  assessedNeed as words,
} from '../text/kind/assessed_need';
import { line, lines, link, list, one, type Shape, when } from './shape';

const factor = {
  term: line(words.term),
  since: when(words.since),
  source: line(words.source, { hint: words.sourceHint }),
  certainty: one(words.certainty, certainties),
};

export const shape: Shape<'assessed_need'> = {
  assessment: link(words.assessment),
  domain: one(words.domain, needsDomains),
  concern: one(words.concern, concerns, { hint: words.concernHint }),
  not_assessed_because: lines(words.notAssessedBecause),
  risk_factors: list(words.riskFactors, factor, words.anotherRisk),
  protective_factors: list(words.protectiveFactors, factor, words.anotherProtective),
  change_since_last: one(words.changeSinceLast, changes),
  change_reason: lines(words.changeReason, { hint: words.changeReasonHint }),
  narrative: lines(words.narrative),
  voice_of_child: lines(words.voiceOfChild),
};
