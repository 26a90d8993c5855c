import type { ReactNode } from 'react';
import type { BriefView, FamilyView, TimelineItem } from '../../api/types';
import { Alerts } from '../../components/AlertList';
import { ServiceList } from '../../components/ServiceList';
import { UnverifiedTag } from '../../components/UnverifiedTag';
import { EntryBody } from '../../entries/EntryBody';
import { contactCopy, leftOutCopy, madeCopy, notKnown, brief as words } from '../../text/around';
import { asOfCopy } from '../../text/family';
import { kindName } from '../../text/kinds';
import { loops, ownerOf, titleOf, whenOf } from '../../text/loops';
import { ages, born, fullName, nhsNumber } from '../../text/person';
import { day } from '../../text/when';
import { Homes } from '../family/Homes';
import { Relatives } from './Relatives';

/** What the page says, on the screen and on paper. */
export function Brief({ view }: { view: BriefView }) {
  const { family } = view;
  const child = family.person;
  return (
    <>
      <p>
        <strong>{fullName(child)}</strong>{' '}
        {[born(child), ages(child), nhsNumber(child)].filter(Boolean).join(' · ')}
      </p>
      <p className="app-fine">
        {madeCopy(view.made_by, view.made_at)}. {asOfCopy(family.as_of)}.
      </p>
      <Alerts alerts={family.alerts} />
      <Part title={words.lastSeen}>
        <p>{view.last_seen ? contactCopy(view.last_seen) : words.neverSeen}</p>
      </Part>
      <Part title={words.notKnown}>
        {view.not_known.length === 0 && <p>{words.allKnown}</p>}
        <ul>
          {view.not_known.map((gap) => (
            <li key={gap}>{notKnown[gap]}</li>
          ))}
        </ul>
      </Part>
      <Part title={words.standing}>
        {view.standing.length === 0 && <p>{words.noStanding}</p>}
        <Records items={view.standing} />
      </Part>
      <Part title={words.household}>
        <Relatives family={family} />
        <Homes view={onPaper(family)} />
      </Part>
      <Part title={words.noAccess}>
        {view.no_access.length === 0 && <p>{words.noneFailed}</p>}
        <ul>
          {view.no_access.map((contact) => (
            <li key={contact.at}>{contactCopy(contact)}</li>
          ))}
        </ul>
      </Part>
      <Part title={words.growth}>
        {view.growth.length === 0 && <p>{words.noGrowth}</p>}
        <Records items={view.growth} />
      </Part>
      <ServiceList services={family.services} open />
      <Part title={loops.title}>
        {family.loops.length === 0 && <p>{loops.none}</p>}
        <ul>
          {family.loops.map((loop) => (
            <li key={`${loop.person.person}${loop.waits}${loop.entry}${loop.what}`}>
              {[titleOf(loop), whenOf(loop), ownerOf(loop)].join(' · ')}
            </li>
          ))}
        </ul>
      </Part>
      {view.restricted.length > 0 && (
        <Part title={words.restricted}>
          <Records items={view.restricted} />
        </Part>
      )}
      {view.left_out > 0 && <p className="app-fine">{leftOutCopy(view.left_out)}</p>}
    </>
  );
}

/** A brief is passed round: an address that is kept off letters is kept off it too, and nothing can be pressed. */
function onPaper(view: FamilyView): FamilyView {
  const households = view.households.map((home) =>
    home.hidden ? { ...home, address: [words.keptOff], hidden: false } : home,
  );
  return { ...view, households, may_record: [] };
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="app-brief__part">
      <h2 className="nhsuk-heading-s">{title}</h2>
      {children}
    </section>
  );
}

function Records({ items }: { items: TimelineItem[] }) {
  return items.map((item) => (
    <div key={item.entry} className="app-brief__record">
      <h3 className="nhsuk-heading-xs">
        {kindName(item.kind)}, {day(item.occurred)}
      </h3>
      {item.unverified && (
        <p>
          <UnverifiedTag />
        </p>
      )}
      <EntryBody kind={item.kind} body={item.body} />
    </div>
  ));
}
