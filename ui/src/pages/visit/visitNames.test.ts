import { expect, test } from 'vitest';
import { jan, sian, zofia } from '../../../fixtures/people';
import { draft } from '../../../fixtures/visit';
import type { PartView, Sensitivity, VisitDraft } from '../../api/types';
import { visitNames } from './visitNames';

function part(kind: PartView['kind'], sensitivity: Sensitivity): PartView {
  return {
    name: `${kind}-sian`,
    kind,
    sensitivity,
    domain: null,
    person: sian,
    open: false,
    recorded_meanwhile: false,
    filled: [],
    prompts: null,
    for_age: { forms: [], doses: [] },
    previous: null,
    typed: {
      kind,
      subject: 'person:sian' as never,
      domain: null,
      added: false,
      entry: null,
      heads: [],
      body: {},
    },
  };
}

test('a message about what is restricted does not name it', () => {
  const parts = [part('domestic_abuse_enquiry', 'restricted'), part('mood', 'sensitive')];
  const { label } = visitNames({ ...draft, parts });
  expect(label('domestic_abuse_enquiry-sian.asked')).toMatch(/\(A record, Siân Elen Davies\)$/);
  expect(label('mood-sian.asked')).not.toContain('A record');
});

test('of two children each is named, and what they share is not', () => {
  const twins: VisitDraft = {
    ...draft,
    child: zofia,
    siblings: [{ person: jan, reviewed: true, previous: draft.previous }],
  };
  const { label } = visitNames(twins);
  expect(label('measurement.weight')).toBe(`${zofia.given}: Weight`);
  expect(label('s1.measurement.weight')).toBe(`${jan.given}: Weight`);
  expect(label('started_at')).toBe('Started');
  expect(label('s1.started_at')).toBe('Started');
  expect(visitNames(draft).label('measurement.weight')).toBe('Weight');
});

test('a carer who is not the mother is not “she”', () => {
  expect(visitNames(draft).label('mother_narrative')).toBe('How she is');
  expect(visitNames({ ...draft, is_mother: false }).label('mother_narrative')).toBe('How they are');
});
