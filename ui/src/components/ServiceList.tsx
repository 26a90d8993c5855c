import type { ServicesView } from '../api/types';
import { promptCopy, serviceFacts, serviceTitle, services as words } from '../text/around';
import { Covered } from './Covered';
import { UnverifiedTag } from './UnverifiedTag';

/** Who else works with a family, and what to ask about it. Where others read along, what is restricted is closed. */
export function ServiceList({ services, open = false }: { services: ServicesView; open?: boolean }) {
  return (
    <section aria-labelledby="services">
      <h2 className="nhsuk-heading-s" id="services">
        {words.title}
      </h2>
      {services.services.length === 0 && <p>{words.none}</p>}
      <ul className="app-people">
        {services.services.map((one) => (
          <li key={one.entry} className="app-people__one">
            <Covered covered={one.restricted && !open}>
              <p>
                <strong>{serviceTitle(one)}</strong>
              </p>
              {one.unverified && (
                <p>
                  <UnverifiedTag />
                </p>
              )}
              {!one.current && <p>{words.before}</p>}
              <p className="app-people__facts">{serviceFacts(one)}</p>
            </Covered>
          </li>
        ))}
      </ul>
      {services.prompts.map((prompt) => (
        <p key={JSON.stringify(prompt)} className="app-prompt">
          {promptCopy(prompt, services.services)}
        </p>
      ))}
    </section>
  );
}
