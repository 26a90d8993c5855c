import { expect, test } from 'vitest';
import { draftTitle } from './drafts';

const none = {
  review: null,
  kind: null,
  sensitivity: 'standard',
  registers: false,
  typed_name: null,
} as const;

test('a draft of what is restricted does not say what it is', () => {
  expect(draftTitle({ ...none, kind: 'domestic_abuse_enquiry', sensitivity: 'restricted' })).toBe('A record');
  expect(draftTitle({ ...none, kind: 'mood', sensitivity: 'sensitive' })).toBe('How a parent feels');
});

test('two families that were begun are told apart', () => {
  expect(draftTitle({ ...none, registers: true, typed_name: 'Rowan Marsh' })).toBe('Adding Rowan Marsh');
  expect(draftTitle({ ...none, registers: true })).toBe('Somebody to add');
});
