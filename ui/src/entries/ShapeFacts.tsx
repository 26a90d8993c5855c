import type { ReactNode } from 'react';
import { CentreName } from '../components/CentreBox';
import { StaffName } from '../components/StaffName';
import { Facts } from './Facts';
import type { Box } from './shape';

/** What an entry says, field by field; what was not recorded is left out. */
export function ShapeFacts({ shape, body }: { shape: Record<string, Box>; body: Record<string, unknown> }) {
  const facts = Object.entries(shape).map(([field, box]) => [box.label, wordsOf(box, body[field])] as const);
  return <Facts facts={facts} />;
}

function wordsOf(box: Box, value: unknown): ReactNode {
  const nothing = value === undefined || value === null || value === '' || value === false;
  if (!nothing && box.input.as === 'staff') return <StaffName staff={String(value)} />;
  if (!nothing && box.input.as === 'centre') return <CentreName centre={String(value)} />;
  return nothing || (Array.isArray(value) && value.length === 0) ? null : box.show(value);
}
