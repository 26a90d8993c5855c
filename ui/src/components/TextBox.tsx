import { TextInput, type TextInputProps } from 'nhsuk-react-components';

interface Props
  extends Pick<TextInputProps, 'suffix' | 'width' | 'autoComplete' | 'inputMode' | 'spellCheck'> {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  initial?: string;
}

/** One line of text. */
export function TextBox({ name, label, initial, autoComplete = 'off', ...rest }: Props) {
  return (
    <TextInput
      id={name}
      name={name}
      label={label}
      labelProps={{ size: 's' }}
      defaultValue={initial}
      autoComplete={autoComplete}
      {...rest}
    />
  );
}
