import { ErrorMessage, HintText, Label } from 'nhsuk-react-components';

interface Props {
  name: string;
  label: string;
  hint: string;
  accept: string;
  error?: string;
}

/** The system's own file box: it works with the keyboard, and a file may be dropped on it. */
export function FileBox({ name, label, hint, accept, error }: Props) {
  const described = [`${name}--hint`, error && `${name}--error-message`].filter(Boolean).join(' ');
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <Label htmlFor={name} size="s">
        {label}
      </Label>
      <HintText id={`${name}--hint`}>{hint}</HintText>
      <ErrorMessage id={`${name}--error-message`}>{error}</ErrorMessage>
      <input
        type="file"
        id={name}
        name={name}
        accept={accept}
        className="app-file"
        aria-describedby={described}
      />
    </div>
  );
}
