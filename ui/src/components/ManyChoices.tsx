import { Checkboxes } from 'nhsuk-react-components';

interface Props<T extends string> {
  name: string;
  legend: string;
  words: Record<T, string>;
  initial: readonly T[];
  error?: string;
  hint?: string;
}

/** Any of a few. */
export function ManyChoices<T extends string>({ name, legend, words, initial, ...rest }: Props<T>) {
  return (
    <Checkboxes
      name={name}
      legend={legend}
      legendProps={{ size: 's' }}
      className="nhsuk-checkboxes--small app-options"
      {...rest}
    >
      {(Object.keys(words) as T[]).map((value) => (
        <Checkboxes.Item key={value} value={value} defaultChecked={initial.includes(value)}>
          {words[value]}
        </Checkboxes.Item>
      ))}
    </Checkboxes>
  );
}
