import { Radios } from 'nhsuk-react-components';

interface Props<T extends string> {
  name: string;
  legend: string;
  words: Record<T, string>;
  initial: T | null;
  error?: string;
  hint?: string;
  /** Where the heading above says it already. */
  legendHidden?: boolean;
  /** What not choosing any of them is called; without it one of them is needed. */
  none?: string;
}

/** One of a few. */
export function Choices<T extends string>({
  name,
  legend,
  legendHidden = false,
  words,
  initial,
  none,
  ...rest
}: Props<T>) {
  return (
    <Radios
      name={name}
      legend={legend}
      legendProps={{ size: 's', className: legendHidden ? 'nhsuk-u-visually-hidden' : undefined }}
      className="nhsuk-radios--small app-options"
      {...rest}
    >
      {(Object.keys(words) as T[]).map((value) => (
        <Radios.Item key={value} value={value} defaultChecked={value === initial}>
          {words[value]}
        </Radios.Item>
      ))}
      {none && (
        <Radios.Item value="" defaultChecked={initial === null}>
          {none}
        </Radios.Item>
      )}
    </Radios>
  );
}
