import type { PersonView } from '../api/types';

/** "DAVIES, Bronwen Mair (Bron)": the family name in capitals, so that it cannot be taken for a given name. */
export function PersonName({ person }: { person: PersonView }) {
  return (
    <span className="app-name">
      <strong className="app-name__family">{person.family}</strong>
      {person.given && `, ${person.given}`}
      {person.preferred && ` (${person.preferred})`}
    </span>
  );
}
