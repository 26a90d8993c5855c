import { useQuery } from '@tanstack/react-query';
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { call, failure } from '../../api/call';
import type { ApiError, Moved, PersonId, SearchView, TimelineItem, Together } from '../../api/types';
import { Choices } from '../../components/Choices';
import { FormReport } from '../../components/FormReport';
import { OneOf } from '../../components/OneOf';
import { Panel } from '../../components/Panel';
import { TextBox } from '../../components/TextBox';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { recordOf } from '../../text/entry';
import { namesOf } from '../../text/fields';
import { allOf, identity } from '../../text/identity';
import { kindName } from '../../text/kinds';
import { born, fullName, nhsNumber } from '../../text/person';
import { UsedBy } from './UsedBy';

/** Written under the wrong person: found there, and written again where it belongs. */
export function BelongsElsewhere({ item, close }: { item: TimelineItem; close: () => void }) {
  const [words, setWords] = useState('');
  const [moved, setMoved] = useState<Moved | null>(null);
  const found = useQuery<SearchView, ApiError>({
    queryKey: ['search', { text: words }],
    queryFn: () => call('search', { text: words }),
    enabled: words.trim().length > 1,
    gcTime: 0,
  });
  const together = useQuery<Together, ApiError>({
    queryKey: ['moves_with', { entry: item.entry }],
    queryFn: () => call('moves_with', { entry: item.entry }),
    gcTime: 0,
  });
  const goes = together.data?.goes ?? [];
  const people = (found.data?.people ?? []).map(({ person }) => [
    person.person,
    [fullName(person), born(person), nhsNumber(person)].join(', '),
  ]);
  const form = useForm<Moved>({
    names: namesOf({ to: { label: identity.belongsChoose }, why: { label: identity.belongsWhy } }),
    send: (data, confirmed) => {
      const to = text(data, 'to') as PersonId;
      if (!to) return Promise.reject(chooseSomebody());
      const moving = text(data, 'how_much') === 'all' ? goes : [item];
      const entries = moving.map(({ entry, change }) => ({ entry, change }));
      return call('move_entries', { entries, to, reason: text(data, 'why'), confirmed });
    },
    done: setMoved,
  });
  if (moved) return <UsedBy moved={moved} close={close} />;
  return (
    <Panel close={close} title={identity.belongsTitle}>
      <p>{identity.belongsWarning}</p>
      <form {...form.props}>
        <FormReport report={form.report} />
        <label className="nhsuk-label nhsuk-label--s" htmlFor={`find ${item.entry}`}>
          {identity.belongsWho}
        </label>
        <input
          className="nhsuk-input"
          id={`find ${item.entry}`}
          type="text"
          autoComplete="off"
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {found.data && people.length === 0 && <p role="status">{identity.belongsNoneFound}</p>}
        <OneOf
          key={words}
          name="to"
          label={identity.belongsChoose}
          words={Object.fromEntries(people)}
          none={identity.belongsNobody}
          error={form.error('to')}
        />
        {together.data && <HowMuch together={together.data} />}
        <TextBox name="why" label={identity.belongsWhy} error={form.error('why')} />
        <Button type="submit" warning disabled={form.busy || together.isPending}>
          {identity.belongsYes}
        </Button>{' '}
        <Button type="button" secondary onClick={close}>
          {identity.no}
        </Button>
      </form>
    </Panel>
  );
}

/** A visit that was recorded for the wrong twin goes whole: its weight alone would leave its notes behind. */
function HowMuch({ together: { goes, stays } }: { together: Together }) {
  return (
    <>
      {goes.length > 1 && (
        <Choices<'all' | 'one'>
          name="how_much"
          legend={identity.belongsHowMuch}
          words={{ all: allOf(goes), one: identity.belongsOne }}
          initial="all"
        />
      )}
      {stays.length > 0 && (
        <>
          <p>{identity.belongsStays}</p>
          <ul>
            {stays.map(({ entry, kind, occurred }) => (
              <li key={entry}>{recordOf(kindName(kind), occurred)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** As Rust would say it: without somebody chosen there is nothing to ask Rust about. */
function chooseSomebody(): ApiError {
  return failure('invalid', { problems: [{ field: 'to', rule: 'required' }] });
}
