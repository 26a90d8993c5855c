import { acknowledgement } from '../text/kind/acknowledgement';
import type { Body } from './field';

/** It is shown with what was seen; alone it says no more than that. */
export function Summary(_: { body: Body<'acknowledgement'> }) {
  return <p>{acknowledgement.name}</p>;
}
