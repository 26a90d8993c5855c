import type { ComponentType } from 'react';
import type { BodyKind } from '../api/types';
import { kindNamed } from '../text/kinds';
import * as address from './Address';
import * as birth from './Birth';
import * as contact from './Contact';
import * as contact_narrative from './ContactNarrative';
import * as contact_point from './ContactPoint';
import * as feeding from './Feeding';
import type { Body, Field } from './field';
import * as identity from './Identity';
import * as measurement from './Measurement';
import * as membership from './Membership';
import * as nhs_number from './NhsNumber';
import * as pregnancy from './Pregnancy';
import * as relationship from './Relationship';
import * as staff from './Staff';

interface EntryParts<K extends BodyKind> {
  Summary: ComponentType<{ body: Body<K> }>;
  /** Of kinds that merge by field. */
  fields?: Record<string, Field>;
}

/** One file per kind. A kind without one does not compile. */
export const entries = {
  identity,
  nhs_number,
  birth,
  address,
  contact_point,
  membership,
  relationship,
  pregnancy,
  staff,
  contact,
  contact_narrative,
  measurement,
  feeding,
} satisfies { [K in BodyKind]: EntryParts<K> };

/** The field of a kind; one of a later version is shown by its own name. */
export function fieldOf(kindsName: string, name: string): Field {
  const kind = kindNamed(kindsName);
  const parts: EntryParts<never> | null = kind && entries[kind];
  return parts?.fields?.[name] ?? { label: name.replaceAll('_', ' '), show: String, another: null };
}

/** The summary of a kind. What it is given is the body that Rust keeps under that kind. */
export function summaryOf(name: string | null): ComponentType<{ body: unknown }> | null {
  const kind = kindNamed(name);
  return kind && (entries[kind].Summary as ComponentType<{ body: unknown }>);
}
