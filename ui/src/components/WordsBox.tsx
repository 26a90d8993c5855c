import { Textarea } from 'nhsuk-react-components';

interface Props {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  initial: string;
  rows?: number;
}

/** Several lines of text. */
export function WordsBox({ name, label, initial, rows = 3, ...rest }: Props) {
  return (
    <Textarea
      id={name}
      name={name}
      label={label}
      labelProps={{ size: 's' }}
      defaultValue={initial}
      rows={rows}
      autoComplete="off"
      {...rest}
    />
  );
}
