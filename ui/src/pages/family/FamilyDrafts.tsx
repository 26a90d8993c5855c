import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { DraftId } from '../../api/types';
import { Notice } from '../../components/Notice';
import { to } from '../../paths';
import { caseload } from '../../text/caseload';
import { draftTitle } from '../../text/drafts';
import { draftCopy } from '../../text/family';
import { fullName } from '../../text/person';

/** Visits of this family that were begun and not signed. */
export function FamilyDrafts({ drafts }: { drafts: DraftId[] }) {
  const all = useCall('drafts', {});
  const ours = all.data?.filter(({ draft }) => drafts.includes(draft)) ?? [];
  return ours.map(({ draft, screen, kind, registers, opened_at, ...of }) => (
    <Notice key={draft} tone="plain" title={draftCopy(draftTitle({ kind, registers, ...of }), opened_at)}>
      <p>
        {screen.of === 'person' && `${fullName(screen)} · `}
        <Link href={to.draft({ draft, kind, registers })}>{caseload.goOn}</Link>
      </p>
    </Notice>
  ));
}
