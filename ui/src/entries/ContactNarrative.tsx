import { LastTime } from '../components/LastTime';
import { WordsBox } from '../components/WordsBox';
import { contactNarrative as labels } from '../text/entries';
import { visit } from '../text/visit';
import type { ChildBoxes } from './boxes';
import type { Body } from './field';
import { known, lines, link, type Shape } from './shape';

export function Form({ child, previous, within, of, error }: ChildBoxes) {
  return (
    <>
      <WordsBox
        name={`${within}seen`}
        label={of(visit.seen)}
        hint={visit.seenHint}
        initial={child.seen}
        error={error(`${within}seen`)}
        rows={4}
      />
      <WordsBox
        name={`${within}parents_words`}
        label={of(visit.parentsWords)}
        hint={visit.parentsWordsHint}
        initial={child.parents_words}
        error={error(`${within}parents_words`)}
      />
      <WordsBox
        name={`${within}narrative`}
        label={of(visit.narrative)}
        initial={child.narrative}
        error={error(`${within}narrative`)}
        rows={4}
      />
      <div className="app-beside app-beside--words">
        <WordsBox
          name={`${within}plan`}
          label={of(visit.plan)}
          hint={visit.planHint}
          initial={child.plan}
          error={error(`${within}plan`)}
        />
        <LastTime values={[[visit.lastTime, previous.plan]]} />
      </div>
    </>
  );
}

export const shape: Shape<'contact_narrative'> = {
  contact: known(link(labels.contact)),
  seen: lines(labels.seen),
  parents_words: lines(labels.parents_words),
  narrative: lines(labels.narrative),
  plan: lines(labels.plan),
};

export function Summary({ body }: { body: Body<'contact_narrative'> }) {
  const parts = [
    [labels.seen, body.seen],
    [labels.parents_words, body.parents_words],
    [labels.narrative, body.narrative],
    [labels.plan, body.plan],
  ] as const;
  return (
    <div className="app-words">
      {parts.map(([title, text]) =>
        text ? (
          <div key={title}>
            <h5 className="app-words__title">{title}</h5>
            <p className="app-words__text">{text}</p>
          </div>
        ) : null,
      )}
    </div>
  );
}
