import { modes, places, reviews } from '../../text/choices';
import { kindName } from '../../text/kinds';
import { moment } from '../../text/when';
import { type Card, isVisit } from './groupTimeline';

/** "New birth visit", "Telephone contact", or the sorts of facts that were written. */
export function CardTitle({ card }: { card: Card }) {
  return (
    <div className="app-card__head">
      <h3 className="app-card__title">{titleOf(card)}</h3>
      <p className="app-card__when">{moment(card.occurred)}</p>
    </div>
  );
}

export function titleOf({ review, contact, ...card }: Card): string {
  if (review) return reviews[review];
  if (contact?.mode === 'face_to_face' && contact.place) return `${places[contact.place]} visit`;
  if (contact?.mode) return `${modes[contact.mode]} contact`;
  const kinds = [...new Set(card.items.map((item) => kindName(item.kind)))];
  const visit = isVisit({ review, contact, ...card });
  return visit || kinds.length <= 3 ? kinds.join(', ') : `${kinds.slice(0, 2).join(', ')} and more`;
}
