import { Button } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import type { Moved } from '../../api/types';
import { Notice } from '../../components/Notice';
import { recordOf } from '../../text/entry';
import { identity } from '../../text/identity';
import { kindName } from '../../text/kinds';

/** What may rest on something that was written under the wrong person. It takes the focus: the page above has shrunk. */
export function UsedBy({ moved, close }: { moved: Moved; close: () => void }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const none = moved.used_by.length === 0;
  return (
    <Notice
      tone={none ? 'good' : 'problem'}
      title={none ? identity.movedNothing : identity.movedTitle}
      role="status"
      ref={notice}
    >
      <ul>
        {moved.used_by.map((item) => (
          <li key={item.entry}>
            {recordOf(kindName(item.kind), item.occurred)}
            {item.author.name && `, ${item.author.name}`}
          </li>
        ))}
      </ul>
      <Button type="button" secondary small onClick={close}>
        {none ? identity.done : identity.movedDone}
      </Button>
    </Notice>
  );
}
