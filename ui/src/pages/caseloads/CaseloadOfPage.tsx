import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { CaseloadOfView, CaseloadsView, PersonId, StaffId } from '../../api/types';
import { Empty } from '../../components/Empty';
import { Fetched } from '../../components/Fetched';
import { FetchedPage } from '../../components/FetchedPage';
import { PageTitle } from '../../components/PageTitle';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { caseloads, caseloadTitle, nobodyCopy } from '../../text/caseloads';
import { AllocateForm } from './AllocateForm';
import { type Done, Happened } from './Happened';
import { SelectChildren } from './SelectChildren';

/** The children of one caseload, or those of nobody: selected, and handed over or covered. */
export function CaseloadOfPage({ params }: { params: Params }) {
  const staff = params.staff === 'nobody' ? null : (params.staff as StaffId);
  const query = useCall('caseload_of', { staff });
  const all = useCall('caseloads', {});
  return (
    <FetchedPage query={query}>
      {(view) => (
        <Fetched query={all}>
          {(all) => <CaseloadOf key={staff} staff={staff} view={view} all={all} />}
        </Fetched>
      )}
    </FetchedPage>
  );
}

interface Props {
  staff: StaffId | null;
  view: CaseloadOfView;
  all: CaseloadsView;
}

function CaseloadOf({ staff, view, all }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<PersonId>>(new Set());
  const [done, setDone] = useState<Done | null>(null);
  const { children } = view;
  // Who has left the list meanwhile is not selected any more.
  const chosen = children.filter(({ person }) => selected.has(person.person));
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>
        {staff === null ? nobodyCopy(children.length) : caseloadTitle(view.name, children.length)}
      </PageTitle>
      <p>
        <Link href={to.caseloads}>{caseloads.back}</Link>
      </p>
      {done && <Happened key={done.title} done={done} say={setDone} />}
      {children.length === 0 ? (
        <Empty title={caseloads.noChildren} />
      ) : (
        <>
          <SelectChildren items={children} chosen={chosen} select={setSelected} />
          <AllocateForm
            chosen={chosen}
            holders={all.holders}
            today={all.today}
            done={(said) => {
              setSelected(new Set());
              setDone(said);
            }}
          />
        </>
      )}
    </div>
  );
}
