import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { bronwen, gwilym } from '../../../fixtures/people';
import type { ChangeId, EntryId, TimelineItem } from '../../api/types';
import { show } from '../../testing/show';
import { BelongsElsewhere } from './BelongsElsewhere';

function item(entry: string, kind: TimelineItem['kind']): TimelineItem {
  const occurred = '2026-11-02';
  return {
    entry: entry as EntryId,
    change: `c-${entry}` as ChangeId,
    kind,
    occurred,
    person: bronwen.person,
  } as never;
}

const note = item('n', 'contact_narrative');
const visit = [item('c', 'contact'), note];
const search = ({ text }: { text: string }) =>
  ({ people: text === 'gwilym' ? [{ person: gwilym }] : [], records: [] }) as never;

function shows() {
  return show(<BelongsElsewhere item={note} close={() => {}} />, {
    search,
    moves_with: () => ({ goes: visit, stays: [] }),
    move_entries: () => ({ signed_at: '2026-11-02T10:31:05+00:00', used_by: [] }),
  });
}

test('the whole visit goes unless somebody says otherwise, and at the end it is done', async () => {
  const { calls } = shows();
  await userEvent.type(screen.getByLabelText('Find the right person'), 'gwilym');
  await userEvent.selectOptions(await screen.findByLabelText('Which person?'), gwilym.person);
  await userEvent.type(screen.getByLabelText('How did it come to be here?'), 'The twins.');
  screen.getByRole('radio', { name: /^The whole visit: /, checked: true });
  await userEvent.click(screen.getByRole('button', { name: 'Move it there' }));
  await screen.findByRole('button', { name: 'Done' });
  const [, sent] = calls.find(([name]) => name === 'move_entries') as [string, { entries: unknown }];
  expect(sent.entries).toEqual([
    { entry: 'c', change: 'c-c' },
    { entry: 'n', change: 'c-n' },
  ]);
});

test('a search that finds nobody says so', async () => {
  shows();
  await userEvent.type(screen.getByLabelText('Find the right person'), 'nobody');
  await screen.findByText(/Nobody on this laptop is found by that/);
});
