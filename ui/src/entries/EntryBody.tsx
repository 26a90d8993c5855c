import { family } from '../text/family';
import { partsOf } from './index';
import { ShapeFacts } from './ShapeFacts';

/** What an entry says. What it is given is the body that Rust keeps under that kind. */
export function EntryBody({ kind, body }: { kind: string | null; body: unknown }) {
  const parts = partsOf(kind);
  if (parts?.Summary) return <parts.Summary body={body} />;
  if (!parts?.shape) return <p>{family.laterVersion}</p>;
  return <ShapeFacts shape={parts.shape} body={(body ?? {}) as Record<string, unknown>} />;
}
