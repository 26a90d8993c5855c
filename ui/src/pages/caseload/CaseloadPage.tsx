import { useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { useCall } from '../../api/queries';
import type { Narrowed } from '../../api/types';
import { Fetched } from '../../components/Fetched';
import { PageTitle } from '../../components/PageTitle';
import { RegisterButton } from '../../components/RegisterButton';
import { caseload } from '../../text/caseload';
import { registering } from '../../text/registering';
import { CaseloadList } from './CaseloadList';
import { Narrow, read } from './Narrow';
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
    if (box.current) box.current.value = '';
    box.current?.focus();
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
  const [params, setParams] = useSearchParams();
  const narrowed = read((name) => params.get(name));
  const query = useCall('caseload', { from, limit: PAGE, narrowed });
  const show = (to: Narrowed, first: number) => setParams(written(to, first), { replace: true });
  return (
    <>
      <WaitingCount />
      <OpenDrafts />
      <Narrow narrowed={narrowed} narrow={(to) => show(to, 0)} />
      <Fetched query={query}>
        {(view) => (
          <CaseloadList
            view={view}
            size={PAGE}
            narrowed={narrowed.only !== null || narrowed.level !== null}
            go={(to) => show(narrowed, to)}
          />
        )}
      </Fetched>
    </>
  );
}

function written({ only, level, order }: Narrowed, from: number): Record<string, string> {
  const given = { only, level, order: order === 'name' ? null : order, from: from ? String(from) : null };
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null),
  );
}

function without(params: URLSearchParams, name: string): URLSearchParams {
  const rest = new URLSearchParams(params);
  rest.delete(name);
  return rest;
}
