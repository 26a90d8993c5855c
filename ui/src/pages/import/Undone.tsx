import { useEffect, useRef } from 'react';
import type { UndoReport } from '../../api/types';
import { Notice } from '../../components/Notice';
import { PersonName } from '../../components/PersonName';
import { imports, undoneCopy } from '../../text/imports';
import { kindName } from '../../text/kinds';

/** What an undo did, and what it left alone. */
export function Undone({ report }: { report: UndoReport }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <Notice tone="good" title={undoneCopy(report.undone)} ref={notice}>
      {report.left.length > 0 && (
        <>
          <p>{imports.leftTitle}:</p>
          <ul>
            {report.left.map(({ entry, person, kind }) => (
              <li key={entry}>
                {person && <PersonName person={person} />} {kindName(kind)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
