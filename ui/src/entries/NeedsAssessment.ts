import { assessmentOccasions, informants, needsAssessment as words } from '../text/kind/needs_assessment';
import { date, lines, link, many, one, type Shape } from './shape';

export const shape: Shape<'needs_assessment'> = {
  occasion: one(words.occasion, assessmentOccasions),
  assessed_on: date(words.assessedOn),
  contact: link(words.contact),
  informants: many(words.informants, informants),
  voice_of_child: lines(words.voiceOfChild, { hint: words.voiceOfChildHint }),
  parents_words: lines(words.parentsWords, { hint: words.parentsWordsHint }),
  wishes: lines(words.wishes),
  narrative: lines(words.narrative),
};
