import { Select } from 'nhsuk-react-components';
import type { ChangeEvent } from 'react';

interface Props<T extends string> {
  name: string;
  label: string;
  words: Partial<Record<T, string>>;
  initial?: T | '';
  /** The first line, for none of them. */
  none?: string;
  error?: string;
  onChoose?: (value: string) => void;
}

/** One of many, in a list that opens. */
export function OneOf<T extends string>({ name, label, words, initial, none, error, onChoose }: Props<T>) {
  return (
    <Select
      id={name}
      name={name}
      label={label}
      labelProps={{ size: 's' }}
      defaultValue={initial}
      error={error}
      onChange={(event: ChangeEvent<HTMLSelectElement>) => onChoose?.(event.currentTarget.value)}
    >
      {none !== undefined && <Select.Option value="">{none}</Select.Option>}
      {(Object.keys(words) as T[]).map((value) => (
        <Select.Option key={value} value={value}>
          {words[value]}
        </Select.Option>
      ))}
    </Select>
  );
}
