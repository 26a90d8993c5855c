import { visit } from '../text/visit';

interface Props {
  values: readonly (readonly [string, string | null])[];
}

/** Earlier values, beside the box where the new one is typed. */
export function LastTime({ values }: Props) {
  const known = values.filter(([, value]) => value !== null);
  if (known.length === 0) return <p className="app-last">{visit.noPrevious}</p>;
  return (
    <dl className="app-last">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
