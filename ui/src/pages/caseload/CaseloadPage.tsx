import { useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { useCall } from '../../api/queries';
import { Fetched } from '../../components/Fetched';
import { PageTitle } from '../../components/PageTitle';
import { RegisterButton } from '../../components/RegisterButton';
import { caseload } from '../../text/caseload';
import { registering } from '../../text/registering';
import { CaseloadList } from './CaseloadList';
import { OpenDrafts } from './OpenDrafts';
import { SearchBox } from './SearchBox';
import { SearchResults } from './SearchResults';
import { WaitingCount } from './WaitingCount';

const PAGE = 50;

/** Finding a child: by leafing, or by searching. */
export function CaseloadPage() {
  const [params, setParams] = useSearchParams();
  const words = params.get('q') ?? '';
  const from = Number(params.get('from') ?? 0) || 0;
  const wanted = params.has('search');
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!wanted) return;
    box.current?.focus();
    box.current?.select();
    setParams((before) => without(before, 'search'), { replace: true });
  }, [wanted, setParams]);

  const search = (text: string) => setParams(text ? { q: text } : {}, { replace: true });
  const clear = () => {
    if (box.current) box.current.value = '';
    box.current?.focus();
    search('');
  };

  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle beside={<AddSomebody />}>{caseload.title}</PageTitle>
      <SearchBox ref={box} initial={words} search={search} clear={clear} />
      {words ? <SearchResults words={words} /> : <WholeCaseload from={from} />}
    </div>
  );
}

function AddSomebody() {
  return (
    <div className="app-add">
      <RegisterButton joining="family" beside={null} words={registering.newFamily} />
      <RegisterButton joining="mother" beside={null} words={registering.newMother} />
    </div>
  );
}

function WholeCaseload({ from }: { from: number }) {
  const [, setParams] = useSearchParams();
  const query = useCall('caseload', { from, limit: PAGE });
  return (
    <>
      <WaitingCount />
      <OpenDrafts />
      <Fetched query={query}>
        {(view) => (
          <CaseloadList view={view} size={PAGE} go={(to) => setParams(to ? { from: String(to) } : {})} />
        )}
      </Fetched>
    </>
  );
}

function without(params: URLSearchParams, name: string): URLSearchParams {
  const rest = new URLSearchParams(params);
  rest.delete(name);
  return rest;
}
