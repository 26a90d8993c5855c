import { expect, test } from 'vitest';
import { registrations } from '../entries/registrations';
import { namesOf } from './fields';
import { isAboutBox, problemCopy, yesCopy } from './rules';

test('a question is followed by a sentence, and a name by a colon', () => {
  const names = namesOf(registrations.family);
  expect(problemCopy({ field: 'moved_in_on', rule: 'required' }, names)).toBe(
    'When did they move in? Fill this in',
  );
  expect(problemCopy({ field: 'address.postcode', rule: 'required' }, names)).toBe(
    'Home, postcode: fill this in',
  );
});

test('a group that is called what its question is called is said once', () => {
  const names = namesOf(registrations.family);
  expect(names.label('relationship.relationship')).toBe('What they are to the child');
});

test('whether somebody is registered already is answered by who they are', () => {
  const asked = { field: 'identity.family', ask: 'may_be_registered' } as const;
  expect(yesCopy(asked)).toBe('Yes, this is somebody else');
  expect(isAboutBox(asked)).toBe(false);
  expect(yesCopy({ field: 'weight', ask: 'grams' })).toBe('Yes, this is right');
});
