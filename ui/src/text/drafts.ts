import type { DraftView } from '../api/types';
import { reviews } from './choices';
import { neutralName } from './kinds';
import { addingCopy, registering } from './registering';
import { visit } from './visit';

type Of = Pick<DraftView, 'review' | 'kind' | 'sensitivity' | 'registers' | 'typed_name'>;

/** What a draft is of: somebody new, a review, a visit, or a kind of entry. */
export function draftTitle({ review, kind, sensitivity, registers, typed_name }: Of): string {
  if (registers) return typed_name ? addingCopy(typed_name) : registering.draft;
  if (kind) return neutralName(kind, sensitivity);
  return review ? reviews[review] : visit.title;
}
