import type { LeftOutChild } from '../../api/types';
import { PersonName } from '../../components/PersonName';
import { caseloads, coverCopy, leftOutWords } from '../../text/caseloads';

/** Who is left as they are, and why: nobody is left out in silence. */
export function LeftOutChildren({ left }: { left: LeftOutChild[] }) {
  if (left.length === 0) return null;
  return (
    <>
      <p>
        <strong>{caseloads.leftOut}:</strong>
      </p>
      <ul>
        {left.map(({ person, why, cover }) => (
          <li key={person.person}>
            <PersonName person={person} />: {leftOutWords[why]}
            {why === 'cover_overlaps' && ` (${cover.map(coverCopy).join('; ')})`}
          </li>
        ))}
      </ul>
    </>
  );
}
