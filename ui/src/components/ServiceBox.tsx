import { Details } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { useCall } from '../api/queries';
import { serviceFilter } from '../forms/serviceFilter';
import { foundCopy, serviceLine, team } from '../text/team';
import { TextBox } from './TextBox';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
}

const MOST = 12;

/** A service by its name: typed freely, or taken from the directory of local services. */
export function ServiceBox({ name, label, error, initial }: Props) {
  const directory = useCall('directory', {});
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const services = directory.data?.services ?? [];
  const found = serviceFilter(services, typed);

  function take(service: string): void {
    const input = box.current?.querySelector('input');
    if (!input) return;
    input.value = service;
    // The journal listens for typing, and this is as good as typing.
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  }

  return (
    <div ref={box}>
      <TextBox name={name} label={label} error={error} initial={initial} />
      {services.length > 0 && (
        <Details className="app-details">
          <Details.Summary>{team.fromDirectory}</Details.Summary>
          <Details.Text>
            <div onInput={(event) => setTyped((event.target as HTMLInputElement).value)}>
              <TextBox name={`${name}-find`} label={team.filter} />
            </div>
            <p role="status">{foundCopy(found.length, services.length)}</p>
            <ul className="nhsuk-list app-prompts">
              {found.slice(0, MOST).map((service) => (
                <li key={service.record.entry}>
                  <button type="button" className="app-link-button" onClick={() => take(service.name)}>
                    {serviceLine(service)}
                  </button>
                </li>
              ))}
            </ul>
          </Details.Text>
        </Details>
      )}
    </div>
  );
}
