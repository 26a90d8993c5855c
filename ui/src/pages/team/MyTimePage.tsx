import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useCall } from '../../api/queries';
import type { ContactTime, MyTimeView, TimeTotals } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { PageTitle } from '../../components/PageTitle';
import { SavedNotice } from '../../components/SavedNotice';
import { EntryBody } from '../../entries/EntryBody';
import { Facts } from '../../entries/Facts';
import { to } from '../../paths';
import { works } from '../../text/kind/contact_time';
import { minutesCopy, team, weekCopy } from '../../text/team';
import { day } from '../../text/when';
import { OpenForm } from './OpenForm';
import { RecordCard } from './RecordCard';

/** The practitioner's own time, a week at a time. */
export function MyTimePage() {
  const [weeksAgo, setWeeksAgo] = useState(0);
  const query = useCall('my_time', { weeks_ago: weeksAgo });
  return (
    <FetchedPage query={query}>
      {(view) => <MyTime view={view} weeksAgo={weeksAgo} go={setWeeksAgo} />}
    </FetchedPage>
  );
}

interface Props {
  view: MyTimeView;
  weeksAgo: number;
  go: (weeksAgo: number) => void;
}

function MyTime({ view, weeksAgo, go }: Props) {
  const came = useHistoryState<{ saved?: string } | null>();
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{team.time}</PageTitle>
      {came?.saved && <SavedNotice key={came.saved} signedAt={came.saved} />}
      <p>
        <Link href={to.team}>{team.toTeam}</Link>
      </p>
      <p>{team.ownOnly}</p>
      <OpenForm kind="contact_time" subject={null} words={team.addTime} />
      <h2 className="nhsuk-heading-m" aria-live="polite">
        {weekCopy(view.from, view.until)}
      </h2>
      <p>
        <Button type="button" secondary small onClick={() => go(weeksAgo + 1)}>
          {team.weekBefore}
        </Button>{' '}
        {weeksAgo > 0 && (
          <Button type="button" secondary small onClick={() => go(weeksAgo - 1)}>
            {team.weekAfter}
          </Button>
        )}
      </p>
      {view.records.length === 0 ? <Empty title={team.noTime} /> : <Totals totals={view.totals} />}
      {view.records.map((record) => {
        const { work, on } = record.body as ContactTime;
        return (
          <RecordCard key={record.entry} record={record} title={`${works[work]}, ${day(on)}`} mayChange>
            <EntryBody kind={record.kind} body={record.body} />
          </RecordCard>
        );
      })}
    </div>
  );
}

function Totals({ totals }: { totals: TimeTotals }) {
  return (
    <Facts
      facts={[
        [team.planned, minutesCopy(totals.planned_min)],
        [team.worked, minutesCopy(totals.worked_min)],
        [team.travel, minutesCopy(totals.travel_min)],
        [team.admin, minutesCopy(totals.admin_min)],
      ]}
    />
  );
}
