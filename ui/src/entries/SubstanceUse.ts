import { answers, asked } from '../text/kind/answers';
import { substanceHelp, substanceUse as words } from '../text/kind/substance_use';
import { line, lines, link, list, one, type Shape, when } from './shape';

export const shape: Shape<'substance_use'> = {
  contact: link(words.contact),
  asked: one(words.asked, asked),
  not_asked_because: line(words.notAskedBecause),
  uses: one(words.uses, answers, { hint: words.usesHint }),
  substances: list(
    words.substances,
    {
      name: line(words.substance),
      pattern: line(words.pattern),
      since: when(words.since),
      stopped_on: when(words.stoppedOn),
    },
    words.another,
  ),
  help: one(words.help, substanceHelp),
  service: line(words.service),
  care_of_children: lines(words.careOfChildren),
  narrative: lines(words.narrative),
};
