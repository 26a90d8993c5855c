import { partOf } from '../text/kind/document';
import type { Body } from './field';

/** It is shown with its document, put together; alone it says no more than which part it is. */
export function Summary({ body }: { body: Body<'document_part'> }) {
  return <p>{partOf(body.number ?? 0, body.of ?? 0)}</p>;
}
