import { Button, TextInput } from 'nhsuk-react-components';
import { useRef } from 'react';
import { timeNow } from '../forms/dates';
import { visit } from '../text/visit';

interface Props {
  name: string;
  label: string;
  initial: string;
  error?: string;
}

/** A time of day, with a button for now. */
export function TimeBox({ name, label, initial, error }: Props) {
  const box = useRef<HTMLInputElement>(null);

  function setNow(): void {
    if (!box.current) return;
    box.current.value = timeNow(new Date());
    // The journal listens for typing, and this is as good as typing.
    box.current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const now = (
    <Button type="button" secondary small className="app-button--inline" onClick={setNow}>
      {visit.now} <span className="nhsuk-u-visually-hidden">{label}</span>
    </Button>
  );
  return (
    <TextInput
      ref={box}
      id={name}
      name={name}
      label={label}
      labelProps={{ size: 's' }}
      hint={visit.timeHint}
      error={error}
      defaultValue={initial}
      width={5}
      autoComplete="off"
      formGroupProps={{ afterInput: now }}
      inputWrapperProps={{ className: 'nhsuk-input-wrapper app-time' }}
    />
  );
}
