import type { ContactMode, ContactPlace, PersonId, TimelineItem } from '../../api/types';
import { modes, places, reviews } from '../../text/choices';
import { fromTo } from '../../text/entries';
import { ageThen, contactCopy, family } from '../../text/family';
import { neutralName } from '../../text/kinds';
import { moment, time } from '../../text/when';
import { type Card, isRecord } from './groupTimeline';

/** "New birth visit", "Telephone contact", or the sorts of facts that were written. */
export function CardTitle({ card, about }: { card: Card; about: PersonId }) {
  return (
    <div className="app-card__head">
      <h3 className="app-card__title">{titleOf(card)}</h3>
      <p className="app-card__when">{whenOf(card, about)}</p>
    </div>
  );
}

function whenOf({ contact, occurred, items }: Card, about: PersonId): string {
  const began = moment(contact?.started_at ?? occurred);
  const when = contact?.ended_at ? fromTo(began, time(contact.ended_at)) : began;
  const own = items.find((item) => item.person === about);
  const late = items.some((item) => item.late) ? family.late : null;
  return [when, own && ageThen(own), late].filter(Boolean).join(' · ');
}

export function titleOf({ review, contact, ...card }: Card): string {
  if (review) return reviews[review];
  if (contact?.mode) return contactTitle(contact.mode, contact.place);
  const kinds = [...new Set(card.items.map(nameOf))];
  const visit = isRecord({ review, contact, ...card });
  return visit || kinds.length <= 3 ? kinds.join(', ') : `${kinds.slice(0, 2).join(', ')} and more`;
}

function nameOf({ kind, sensitivity }: TimelineItem): string {
  return neutralName(kind, sensitivity);
}

/** A visit is what happens at home; anywhere else it is a contact. */
function contactTitle(mode: ContactMode, place: ContactPlace | undefined): string {
  if (mode === 'face_to_face' && place === 'home') return family.homeVisit;
  const known = mode === 'face_to_face' && place !== undefined && place !== 'other';
  return contactCopy(known ? places[place] : modes[mode]);
}
