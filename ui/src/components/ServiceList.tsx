import type { ServicesView } from '../api/types';
import { promptCopy, serviceFacts, serviceTitle, services as words } from '../text/around';

/** Who else works with a family, and what to ask about it. */
export function ServiceList({ services }: { services: ServicesView }) {
  return (
    <section aria-labelledby="services">
      <h2 className="nhsuk-heading-s" id="services">
        {words.title}
      </h2>
      {services.services.length === 0 && <p>{words.none}</p>}
      <ul className="app-people">
        {services.services.map((one) => (
          <li key={one.entry} className="app-people__one">
            <p>
              <strong>{serviceTitle(one)}</strong>
            </p>
            {!one.current && <p>{words.before}</p>}
            <p className="app-people__facts">{serviceFacts(one)}</p>
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
