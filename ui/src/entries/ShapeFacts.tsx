import { Facts } from './Facts';
import type { Box } from './shape';

/** What an entry says, field by field; what was not recorded is left out. */
export function ShapeFacts({ shape, body }: { shape: Record<string, Box>; body: Record<string, unknown> }) {
  const facts = Object.entries(shape).map(([field, box]) => [box.label, wordsOf(box, body[field])] as const);
  return <Facts facts={facts} />;
}

function wordsOf(box: Box, value: unknown): string | null {
  const nothing = value === undefined || value === null || value === '' || value === false;
  return nothing || (Array.isArray(value) && value.length === 0) ? null : box.show(value);
}
