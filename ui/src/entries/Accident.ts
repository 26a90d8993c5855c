import { injuryKinds, mobilities, seenWithInjury, accident as words } from '../text/kind/accident';
import { line, lines, link, list, one, type Shape, when } from './shape';

export const shape: Shape<'accident'> = {
  contact: link(words.contact),
  happened: when(words.happened),
  seen_at: one(words.seenAt, seenWithInjury),
  heard_from: line(words.heardFrom),
  explanation: lines(words.explanation, { hint: words.explanationHint }),
  mobility: one(words.mobility, mobilities, { hint: words.mobilityHint }),
  injuries: list(
    words.injuries,
    {
      kind: one(words.kind, injuryKinds),
      body_site: line(words.bodySite),
      description: line(words.description),
    },
    words.another,
  ),
  action: lines(words.action),
};
