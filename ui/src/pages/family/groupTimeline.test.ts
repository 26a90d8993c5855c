import { expect, test } from 'vitest';
import { amina, beth, item, timeline } from '../../../fixtures/family';
import { bronwen, sian } from '../../../fixtures/people';
import type { BatchId, EntryId } from '../../api/types';
import { titleOf } from './CardTitle';
import { groupTimeline, isRecord, narrow } from './groupTimeline';

test('what one signature covers is one card, and the order stays', () => {
  const cards = groupTimeline(timeline);
  expect(cards.map(({ items }) => [items[0]?.batch, items.length]).slice(0, 2)).toEqual([
    ['weigh-in', 5],
    ['call', 2],
  ]);
  expect(cards.flatMap((card) => card.items)).toHaveLength(timeline.length);
});

test('a card keeps its key when all that is in it is signed again', () => {
  const contact = (batch: string) =>
    item('contact', {}, { entry: 'one' as EntryId, batch: batch as BatchId });
  const keyOf = (batch: string) => groupTimeline([contact(batch)])[0]?.key;
  expect(keyOf('moved')).toBe(keyOf('visit'));
});

test('the parts of a visit are in the order in which they are read, however they came', () => {
  const batch = { batch: 'one' as BatchId };
  const kinds = ['feeding', 'contact_narrative', 'contact', 'measurement'] as const;
  const [card] = groupTimeline(kinds.map((kind) => item(kind, {}, batch)));
  expect(card?.items.map(({ kind }) => kind)).toEqual([
    'contact',
    'measurement',
    'feeding',
    'contact_narrative',
  ]);
});

test('what was amended stays with the contact that it tells of', () => {
  const contact = item('contact', {}, { batch: 'first' as BatchId });
  const narrative = item('contact_narrative', { contact: contact.entry }, { batch: 'second' as BatchId });
  const [card, ...others] = groupTimeline([narrative, contact]);
  expect(card?.items).toHaveLength(2);
  expect(others).toEqual([]);
});

test('a colleague’s visit, which comes without its batch, is one card as well', () => {
  const contact = item('contact', {}, { author: amina });
  const narrative = item('contact_narrative', { contact: contact.entry }, { author: amina });
  const mothers = item('contact', {}, { author: amina, person: sian.person });
  const another = item('contact', {}, { author: beth });
  const cards = groupTimeline([narrative, contact, mothers, another]);
  expect(cards.map(({ items }) => items.length)).toEqual([3, 1]);
});

test('the review of the child’s contact names the card, whichever contact comes first', () => {
  const batch = { batch: 'one' as BatchId };
  const mothers = item('contact', { mode: 'face_to_face', place: 'home' }, { ...batch, person: sian.person });
  const ofChild = item('contact', { mode: 'face_to_face', place: 'home', review: 'new_birth' }, batch);
  const [card] = groupTimeline([mothers, ofChild]);
  expect(card && titleOf(card)).toBe('New birth visit');
});

test('only a contact at home is a visit', () => {
  const titles = [
    [{ mode: 'face_to_face', place: 'home' }, 'Home visit'],
    [{ mode: 'face_to_face', place: 'clinic' }, 'Clinic contact'],
    [{ mode: 'face_to_face', place: 'other' }, 'Face to face contact'],
    [{ mode: 'telephone', place: 'home' }, 'Telephone contact'],
  ] as const;
  for (const [body, title] of titles) {
    const [card] = groupTimeline([item('contact', body)]);
    expect(card && titleOf(card)).toBe(title);
  }
});

test('the timeline narrows by sort and by person, and nothing unknown is hidden', () => {
  expect(narrow(timeline, 'all', null)).toHaveLength(timeline.length);
  expect(narrow(timeline, 'measurements', null).every(({ kind }) => kind === 'measurement')).toBe(true);
  expect(narrow(timeline, 'visits', sian.person)).toHaveLength(1);
  expect(narrow(timeline, 'other', bronwen.person).some(({ kind }) => kind === null)).toBe(true);
});

test('a pregnancy that was registered is no visit', () => {
  const [card] = groupTimeline([item('pregnancy', { expected_on: '2026-12-01' })]);
  expect(card && isRecord(card)).toBe(false);
});
