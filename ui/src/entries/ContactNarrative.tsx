import { LastTime } from '../components/LastTime';
import { WordsBox } from '../components/WordsBox';
import { contactNarrative as labels } from '../text/entries';
import { visit } from '../text/visit';
import type { Boxes } from './boxes';
import type { Body } from './field';

export function Form({ form, previous, error }: Boxes) {
  return (
    <>
      <WordsBox
        name="seen"
        label={visit.seen}
        hint={visit.seenHint}
        initial={form.seen}
        error={error('seen')}
        rows={4}
      />
      <WordsBox
        name="parents_words"
        label={visit.parentsWords}
        hint={visit.parentsWordsHint}
        initial={form.parents_words}
        error={error('parents_words')}
      />
      <WordsBox
        name="narrative"
        label={visit.narrative}
        initial={form.narrative}
        error={error('narrative')}
        rows={4}
      />
      <div className="app-beside app-beside--words">
        <WordsBox
          name="plan"
          label={visit.plan}
          hint={visit.planHint}
          initial={form.plan}
          error={error('plan')}
        />
        <LastTime values={[[visit.lastTime, previous.plan]]} />
      </div>
    </>
  );
}

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
