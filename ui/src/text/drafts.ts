import type { EntryKind, ReviewKind } from '../api/types';
import { reviews } from './choices';
import { kindName } from './kinds';
import { visit } from './visit';

/** What a draft is of: a review, a visit, or a kind of entry. */
export function draftTitle({ review, kind }: { review: ReviewKind | null; kind: EntryKind | null }): string {
  if (kind) return kindName(kind);
  return review ? reviews[review] : visit.title;
}
