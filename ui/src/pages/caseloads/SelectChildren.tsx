import { Button, Table, Tag } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AllocatedChild, PersonId } from '../../api/types';
import { Pages } from '../../components/Pages';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { caseloads, coverCopy, rangeCopy, selectAll, selectedCopy, sinceCopy } from '../../text/caseloads';
import { levels } from '../../text/kind/level_of_need';
import { ages, birthOrder, born, died, fullName, nhsNumber } from '../../text/person';

const PAGE = 100;

interface Props {
  items: AllocatedChild[];
  chosen: AllocatedChild[];
  select: (people: ReadonlySet<PersonId>) => void;
}

/** Children as facts, each with a box to tick: one, several, or all of them, on whichever page they are. */
export function SelectChildren({ items, chosen, select }: Props) {
  const [from, setFrom] = useState(0);
  const first = from < items.length ? from : 0;
  const page = items.slice(first, first + PAGE);
  const ids = new Set(chosen.map(({ person }) => person.person));

  function tick(person: PersonId): void {
    const now = new Set(ids);
    if (!now.delete(person)) now.add(person);
    select(now);
  }

  return (
    <fieldset className="nhsuk-fieldset">
      <legend className="nhsuk-u-visually-hidden">{caseloads.chosen}</legend>
      <Pages
        label={caseloads.pages}
        range={rangeCopy(first, page.length, items.length)}
        from={first}
        size={PAGE}
        total={items.length}
        words={caseloads}
        go={setFrom}
      />
      <div className="app-select">
        <Button
          type="button"
          secondary
          small
          onClick={() => select(new Set(items.map(({ person }) => person.person)))}
        >
          {selectAll(items.length)}
        </Button>
        <Button type="button" secondary small disabled={ids.size === 0} onClick={() => select(new Set())}>
          {caseloads.clear}
        </Button>
        <p role="status">{selectedCopy(ids.size, items.length)}</p>
      </div>
      <Table
        caption={rangeCopy(first, page.length, items.length)}
        captionProps={{ className: 'nhsuk-u-visually-hidden' }}
        className="app-table"
      >
        <Table.Head>
          <Table.Row>
            <Table.Cell>{caseloads.child}</Table.Cell>
            <Table.Cell>{caseloads.since}</Table.Cell>
            <Table.Cell>{caseloads.cover}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {page.map((item) => (
            <OneChild
              key={item.person.person}
              item={item}
              ticked={ids.has(item.person.person)}
              tick={() => tick(item.person.person)}
            />
          ))}
        </Table.Body>
      </Table>
    </fieldset>
  );
}

function OneChild({ item, ticked, tick }: { item: AllocatedChild; ticked: boolean; tick: () => void }) {
  const { person, level, cover, disputed } = item;
  return (
    <Table.Row>
      <Table.Cell>
        <div className="app-select__one">
          <input
            type="checkbox"
            name="children"
            form="allocate"
            className="app-select__box"
            aria-label={fullName(person)}
            checked={ticked}
            onChange={tick}
          />
          <div>
            <Link href={to.family(person.person)} className="app-table__link">
              <PersonName person={person} />
            </Link>
            {person.birth_order && <Tag className="app-tag">{birthOrder(person.birth_order)}</Tag>}
            {person.died_on && <Tag className="app-tag">{died(person.died_on)}</Tag>}
            {level && level !== 'universal' && <Tag className="app-tag">{levels[level]}</Tag>}
            <span className="app-table__under">
              {[born(person), ages(person), nhsNumber(person)].filter(Boolean).join(' · ')}
            </span>
            {disputed && <span className="app-table__under">{caseloads.disputed}</span>}
          </div>
        </div>
      </Table.Cell>
      <Table.Cell>{sinceCopy(item)}</Table.Cell>
      <Table.Cell>
        {cover.length === 0 && caseloads.noCover}
        {cover.map((one) => (
          <span key={one.from} className="app-select__line">
            {coverCopy(one)}
          </span>
        ))}
      </Table.Cell>
    </Table.Row>
  );
}
