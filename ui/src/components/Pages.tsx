import { Button } from 'nhsuk-react-components';

interface Props {
  label: string;
  /** "1 to 50 of 312 children". */
  range: string;
  from: number;
  size: number;
  total: number;
  words: { previous: string; next: string };
  go: (from: number) => void;
}

/** Leafing through a long list. */
export function Pages({ label, range, from, size, total, words, go }: Props) {
  const first = from === 0;
  const last = from + size >= total;
  if (first && last) {
    return (
      <p className="app-pages" role="status">
        {range}
      </p>
    );
  }
  return (
    <nav className="app-pages" aria-label={label}>
      <Button type="button" secondary small disabled={first} onClick={() => go(Math.max(0, from - size))}>
        {words.previous}
      </Button>
      <p className="app-pages__range" role="status">
        {range}
      </p>
      <Button type="button" secondary small disabled={last} onClick={() => go(from + size)}>
        {words.next}
      </Button>
    </nav>
  );
}
