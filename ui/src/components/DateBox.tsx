import { DateInput } from 'nhsuk-react-components';
import { splitDate } from '../forms/dates';

interface Props {
  name: string;
  legend: string;
  hint: string;
  initial: string;
  error?: string;
}

/** A day, in three boxes. */
export function DateBox({ name, legend, initial, hint, error }: Props) {
  const typed = splitDate(initial);
  return (
    <DateInput id={name} name={name} legend={legend} legendProps={{ size: 's' }} hint={hint} error={error}>
      <DateInput.Day defaultValue={typed.day} autoComplete="off" />
      <DateInput.Month defaultValue={typed.month} autoComplete="off" />
      <DateInput.Year defaultValue={typed.year} autoComplete="off" />
    </DateInput>
  );
}
