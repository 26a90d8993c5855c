import { Choices } from '../components/Choices';
import { LastTime } from '../components/LastTime';
import { TextBox } from '../components/TextBox';
import { clothing } from '../text/choices';
import { measurement as labels, weighed } from '../text/entries';
import { visit } from '../text/visit';
import type { ChildBoxes } from './boxes';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { date, known, lines, link, measured, one, type Shape } from './shape';
import { centimetres, kilograms } from './units';

export function Form({ child, previous, within, of, error }: ChildBoxes) {
  const figures = [
    ['weight', visit.weight, 'kg', child.weight, previous.weight],
    ['head', visit.head, 'cm', child.head, previous.head],
    ['length', visit.length, 'cm', child.length, previous.length],
  ] as const;
  return (
    <>
      <div className="app-figures">
        {figures.map(([name, label, unit, initial, last]) => (
          <div key={name} className="app-figures__one">
            <TextBox
              name={within + name}
              label={of(label)}
              suffix={unit}
              initial={initial}
              error={error(within + name)}
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
        name={`${within}clothing`}
        legend={of(visit.clothing)}
        words={clothing}
        initial={child.clothing}
        none={visit.notRecorded}
        error={error(`${within}clothing`)}
      />
      <TextBox
        name={`${within}measurement_note`}
        label={of(visit.measurementNote)}
        hint={visit.measurementNoteHint}
        initial={child.measurement_note}
        error={error(`${within}measurement_note`)}
      />
    </>
  );
}

export const shape: Shape<'measurement'> = {
  contact: known(link(labels.contact)),
  measured_on: date(labels.measured_on),
  weight: measured(visit.weight, { unit: 'kg', per: 1000, show: kilograms }),
  head: measured(visit.head, { unit: 'cm', per: 10, show: centimetres }),
  length: measured(visit.length, { unit: 'cm', per: 10, show: centimetres }),
  clothing: one(visit.clothing, clothing),
  note: lines(visit.measurementNote),
};

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
