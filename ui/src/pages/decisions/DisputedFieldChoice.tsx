import { Radios } from 'nhsuk-react-components';
import { type ChangeEvent, useState } from 'react';
import type { CandidateView, DisputedField } from '../../api/types';
import { Choices } from '../../components/Choices';
import { TextBox } from '../../components/TextBox';
import { fieldOf } from '../../entries';
import type { Field } from '../../entries/field';
import { decisions, wrote } from '../../text/decisions';

interface Props {
  kind: string | null;
  field: DisputedField;
  error: (name: string) => string | undefined;
}

/** One field with several values: each with who wrote it, and a box for another one. */
export function DisputedFieldChoice({ kind, field, error }: Props) {
  const known = fieldOf(kind, field.field);
  const shown = (value: unknown) => (isNothing(value) ? decisions.removed : known.show(value));
  const name = `choice-${field.field}`;
  const [chosen, setChosen] = useState('');
  return (
    <div className="app-disputed">
      <p className="app-disputed__force">
        {isNothing(field.in_force) ? (
          decisions.noneInForce
        ) : (
          <>
            {decisions.inForce} <strong>{known.show(field.in_force)}</strong>
            {decisions.lastAgreed}
          </>
        )}
      </p>
      <Radios
        name={name}
        legend={`${known.label}: ${decisions.which.toLowerCase()}`}
        legendProps={{ size: 's' }}
        error={error(field.field)}
        onChange={(event: ChangeEvent<HTMLInputElement>) => setChosen(event.target.value)}
      >
        {field.candidates.map((candidate, index) => (
          <Radios.Item key={JSON.stringify(candidate.value)} value={String(index)} hint={whoWrote(candidate)}>
            {shown(candidate.value)}
          </Radios.Item>
        ))}
        {known.another !== null && <Radios.Item value="another">{decisions.another}</Radios.Item>}
      </Radios>
      {chosen === 'another' && <Another field={field.field} known={known} />}
    </div>
  );
}

function Another({ field, known }: { field: string; known: Field }) {
  const name = `another-${field}`;
  if (known.another === 'text' || known.another === null) {
    return <TextBox name={name} label={`${decisions.type}: ${known.label.toLowerCase()}`} />;
  }
  return <Choices name={name} legend={known.label} words={known.another} initial={null} />;
}

function whoWrote({ written_by }: CandidateView): string {
  return written_by.map(wrote).join('; ');
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
