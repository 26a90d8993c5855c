import { useState } from 'react';
import { useCall } from '../../api/queries';
import type { WaitingView } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { OneOf } from '../../components/OneOf';
import { OpenLoops } from '../../components/OpenLoops';
import { Pages } from '../../components/Pages';
import { PageTitle } from '../../components/PageTitle';
import { caseload } from '../../text/caseload';
import { asOfCopy } from '../../text/family';
import { countCopy, loops } from '../../text/loops';

const SIZE = 50;

/** What waits for somebody across the caseload, by its dates and by nothing else. */
export function WaitingPage() {
  const query = useCall('waiting', {});
  return <FetchedPage query={query}>{(view) => <Waiting view={view} />}</FetchedPage>;
}

function Waiting({ view }: { view: WaitingView }) {
  const [whose, setWhose] = useState('');
  const [from, setFrom] = useState(0);
  const open = whose === 'mine' ? view.loops.filter((loop) => loop.mine) : view.loops;
  const choose = (value: string) => {
    setWhose(value);
    setFrom(0);
  };
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle
        beside={
          <OneOf
            name="whose"
            label={loops.whose}
            words={{ mine: loops.mine }}
            none={loops.everybodys}
            onChoose={choose}
          />
        }
      >
        {loops.all}
      </PageTitle>
      <p>{loops.allOf}</p>
      {open.length === 0 ? (
        <Empty title={loops.none} />
      ) : (
        <>
          <Pages
            label={loops.all}
            range={countCopy(open)}
            from={from}
            size={SIZE}
            total={open.length}
            words={caseload}
            go={setFrom}
          />
          <OpenLoops loops={open.slice(from, from + SIZE)} about={null} />
        </>
      )}
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </div>
  );
}
