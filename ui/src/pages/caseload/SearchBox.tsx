import { Button } from 'nhsuk-react-components';
import { type RefObject, useEffect, useRef } from 'react';
import { caseload } from '../../text/caseload';

interface Props {
  ref: RefObject<HTMLInputElement | null>;
  initial: string;
  search: (text: string) => void;
  clear: () => void;
}

const REST_MS = 150;

/** Searches while somebody types, once the typing rests. */
export function SearchBox({ ref, initial, search, clear }: Props) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The list was asked for by other means: the box says what the list shows, but not to somebody who is typing.
  useEffect(() => {
    if (ref.current && ref.current !== document.activeElement) ref.current.value = initial;
  }, [ref, initial]);

  function later(text: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(text.trim()), REST_MS);
  }

  return (
    <search className="app-search">
      <label className="nhsuk-label nhsuk-label--s" htmlFor="search">
        {caseload.search}
      </label>
      <div className="nhsuk-hint" id="search-hint">
        {caseload.searchHint}
      </div>
      <div className="app-search__row">
        <input
          ref={ref}
          className="nhsuk-input"
          id="search"
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="search-hint"
          defaultValue={initial}
          onChange={(event) => later(event.currentTarget.value)}
        />
        {initial && (
          <Button type="button" secondary small className="app-button--inline" onClick={clear}>
            {caseload.clear}
          </Button>
        )}
      </div>
    </search>
  );
}
