import { Choices } from '../components/Choices';
import { LastTime } from '../components/LastTime';
import { TextBox } from '../components/TextBox';
import { clothing } from '../text/choices';
import { weighed } from '../text/entries';
import { visit } from '../text/visit';
import type { Boxes } from './boxes';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { centimetres, kilograms } from './units';

export function Form({ form, previous, error }: Boxes) {
  const figures = [
    ['weight', visit.weight, 'kg', form.weight, previous.weight],
    ['head', visit.head, 'cm', form.head, previous.head],
    ['length', visit.length, 'cm', form.length, previous.length],
  ] as const;
  return (
    <>
      <div className="app-figures">
        {figures.map(([name, label, unit, initial, last]) => (
          <div key={name} className="app-figures__one">
            <TextBox
              name={name}
              label={label}
              suffix={unit}
              initial={initial}
              error={error(name)}
              width={5}
              inputMode="decimal"
            />
            <LastTime
              values={[
                [visit.lastTime, last],
                [visit.birthWeight, name === 'weight' ? previous.birth_weight : null],
              ]}
            />
          </div>
        ))}
      </div>
      <Choices
        name="clothing"
        legend={visit.clothing}
        words={clothing}
        initial={form.clothing}
        none={visit.notRecorded}
        error={error('clothing')}
      />
      <TextBox
        name="measurement_note"
        label={visit.measurementNote}
        hint={visit.measurementNoteHint}
        initial={form.measurement_note}
        error={error('measurement_note')}
      />
    </>
  );
}

export function Summary({ body }: { body: Body<'measurement'> }) {
  const worn = body.clothing ? ` (${weighed[body.clothing]})` : '';
  return (
    <Facts
      facts={[
        [visit.weight, given(body.weight, (grams) => `${kilograms(grams)}${worn}`)],
        [visit.head, given(body.head, centimetres)],
        [visit.length, given(body.length, centimetres)],
        [visit.measurementNote, body.note],
      ]}
    />
  );
}
