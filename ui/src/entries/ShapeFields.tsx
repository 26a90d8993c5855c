import { Button, Checkboxes, Fieldset } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PersonId } from '../api/types';
import { CentreBox } from '../components/CentreBox';
import { Choices } from '../components/Choices';
import { DateBox } from '../components/DateBox';
import { LinkBox } from '../components/LinkBox';
import { ManyChoices } from '../components/ManyChoices';
import { MomentBox } from '../components/MomentBox';
import { PeopleBox } from '../components/PeopleBox';
import { PersonBox } from '../components/PersonBox';
import { ServiceBox } from '../components/ServiceBox';
import { SessionBox } from '../components/SessionBox';
import { StaffBox } from '../components/StaffBox';
import { TextBox } from '../components/TextBox';
import { WordsBox } from '../components/WordsBox';
import { itemOf, shown } from '../text/entry';
import { PromptList } from './PromptList';
import type { Box, Input } from './shape';

interface Props {
  shape: Record<string, Box>;
  /** What has been typed. */
  typed: Record<string, unknown>;
  /** Whose family a linked record may be of; none on a screen of no family. */
  person: PersonId | null;
  /** Before each name: the list that the fields are an item of. */
  within?: string;
  error: (name: string) => string | undefined;
  /** For lists, by field: what a line could say. */
  prompts?: Record<string, string[]> | null;
}

/** The boxes of a kind's form, in the order of its shape. */
export function ShapeFields({ shape, typed, person, within = '', error, prompts }: Props) {
  return Object.entries(shape).map(([field, box]) => (
    <ShapeField
      key={field}
      box={box}
      name={`${within}${field}`}
      value={typed[field]}
      person={person}
      error={error}
      prompts={prompts?.[field]}
    />
  ));
}

interface FieldProps {
  box: Box;
  name: string;
  value: unknown;
  person: PersonId | null;
  error: (name: string) => string | undefined;
  prompts?: string[];
}

function ShapeField({ box, name, value, person, error, prompts }: FieldProps) {
  const { label, input } = box;
  const said = { name, error: error(name), hint: 'hint' in input ? input.hint : undefined };
  const text = textOf(value);
  switch (input.as) {
    case 'line':
      return <TextBox {...said} label={label} initial={text} />;
    case 'lines':
      return <WordsBox {...said} label={label} initial={text} />;
    case 'number':
      return (
        <TextBox
          {...said}
          label={label}
          initial={inUnit(value, input.per)}
          suffix={input.unit}
          width={5}
          inputMode="decimal"
        />
      );
    case 'link':
    case 'person':
    case 'people':
      return person && <FamilyField box={box} name={name} value={value} person={person} error={error} />;
    case 'service':
      return <ServiceBox name={name} label={label} error={error(name)} initial={text} />;
    case 'session':
      return <SessionBox name={name} label={label} error={error(name)} initial={text} />;
    case 'centre':
      return <CentreBox name={name} label={label} error={error(name)} initial={text} />;
    case 'known':
      return <input type="hidden" name={name} value={text} />;
    case 'staff':
      return <StaffBox name={name} label={label} error={error(name)} initial={text} />;
    case 'rows':
      return <WordsBox {...said} label={label} initial={Array.isArray(value) ? value.join('\n') : text} />;
    case 'date':
    case 'when':
      return <DateBox {...said} legend={label} hint={input.hint ?? ''} initial={text} />;
    case 'moment':
      return <MomentBox name={name} label={label} error={error(name)} initial={text} />;
    case 'one':
      return (
        <Choices {...said} legend={label} words={input.words} initial={text || null} none={input.none} />
      );
    case 'many':
      return (
        <ManyChoices
          {...said}
          legend={label}
          words={input.words}
          initial={Array.isArray(value) ? value.map(String) : []}
        />
      );
    case 'tick':
      return (
        <Checkboxes
          name={name}
          legend={label}
          legendProps={{ size: 's' }}
          hint={said.hint}
          error={said.error}
          className="nhsuk-checkboxes--small app-options"
        >
          <Checkboxes.Item value="yes" defaultChecked={value === true}>
            {shown.yes}
          </Checkboxes.Item>
        </Checkboxes>
      );
    case 'group':
      return (
        <GroupField label={label} input={input} name={name} value={value} person={person} error={error} />
      );
    case 'list':
      return (
        <ListField
          label={label}
          input={input}
          name={name}
          value={value}
          person={person}
          error={error}
          prompts={prompts}
        />
      );
  }
}

/** What is chosen from a family. On a screen of no family there is nothing to choose. */
function FamilyField({ box, name, value, person, error }: FieldProps & { person: PersonId }) {
  const said = { name, label: box.label, error: error(name), person };
  const text = typeof value === 'string' ? value : '';
  if (box.input.as === 'link') return <LinkBox {...said} initial={text} />;
  if (box.input.as === 'person') return <PersonBox {...said} initial={text} />;
  return <PeopleBox {...said} initial={Array.isArray(value) ? value.map(String) : []} />;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A number in the unit in which it is typed. What was no number stays as it was typed. */
function inUnit(value: unknown, per = 1): string {
  return typeof value === 'number' ? String(value / per) : textOf(value);
}

interface GroupProps extends Omit<FieldProps, 'box'> {
  label: string;
  input: Extract<Input, { as: 'group' }>;
}

function GroupField({ label, input, name, value, person, error }: GroupProps) {
  const typed = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return (
    <Fieldset className="app-list">
      <Fieldset.Legend size="s">{label}</Fieldset.Legend>
      {input.hint && <p className="nhsuk-hint">{input.hint}</p>}
      {error(name) && <span className="nhsuk-error-message">{error(name)}</span>}
      <ShapeFields shape={input.of} typed={typed} person={person} within={`${name}.`} error={error} />
    </Fieldset>
  );
}

interface ListProps extends Omit<FieldProps, 'box'> {
  label: string;
  input: Extract<Input, { as: 'list' }>;
}

/** Any number of lines of a sort. A blank one is left out when it is signed. */
function ListField({ label, input, name, value, person, error, prompts }: ListProps) {
  const [items, setItems] = useState<Record<string, unknown>[]>(() => opened(value, prompts));
  const list = useRef<HTMLDivElement>(null);

  function add(item: Record<string, unknown>): void {
    flushSync(() => setItems([...items, item]));
    // The journal listens for typing, and this is as good as typing.
    list.current?.dispatchEvent(new Event('input', { bubbles: true }));
    list.current?.querySelector<HTMLElement>('.app-list__item:last-of-type input')?.focus();
  }

  return (
    <Fieldset className="app-list">
      <Fieldset.Legend size="s">{label}</Fieldset.Legend>
      {error(name) && <span className="nhsuk-error-message">{error(name)}</span>}
      {prompts && <PromptList of={input.of} prompts={prompts} add={add} />}
      <div ref={list}>
        {items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, at the end.
          <fieldset key={place} className="app-list__item">
            <legend className="nhsuk-u-visually-hidden">{itemOf(label, place + 1)}</legend>
            <ShapeFields
              shape={input.of}
              typed={item}
              person={person}
              within={`${name}.${place}.`}
              error={error}
            />
          </fieldset>
        ))}
      </div>
      <Button type="button" secondary small onClick={() => add({})}>
        {input.another}
      </Button>
    </Fieldset>
  );
}

/** One blank line to begin with, but where there are prompts to choose from. */
function opened(value: unknown, prompts?: string[]): Record<string, unknown>[] {
  const typed: Record<string, unknown>[] = Array.isArray(value) ? value : [];
  return typed.length > 0 || prompts ? typed : [{}];
}
