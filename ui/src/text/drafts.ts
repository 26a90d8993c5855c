import type { EntryKind, ReviewKind } from '../api/types';
import { reviews } from './choices';
import { kindName } from './kinds';
import { registering } from './registering';
import { visit } from './visit';

interface Of {
  review: ReviewKind | null;
  kind: EntryKind | null;
  registers: boolean;
}

/** What a draft is of: somebody new, a review, a visit, or a kind of entry. */
export function draftTitle({ review, kind, registers }: Of): string {
  if (registers) return registering.draft;
  if (kind) return kindName(kind);
  return review ? reviews[review] : visit.title;
}
