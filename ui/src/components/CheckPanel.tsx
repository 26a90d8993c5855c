import { Checkboxes } from 'nhsuk-react-components';
import type { MouseEvent } from 'react';
import type { Question } from '../api/types';
import { focusField } from '../forms/focusField';
import { type Asked, confirmName } from '../forms/useForm';
import type { FieldNames } from '../text/fields';
import { isAboutBox, questionCopy, yesCopy } from '../text/rules';
import { check } from '../text/visit';
import { Notice } from './Notice';

/** Soft checks: unusual, perhaps right. A tick says so, and is kept with what is signed. */
export function CheckPanel({ asked, names }: { asked: Asked[]; names: FieldNames }) {
  return (
    <Notice tone="check" title={check.title}>
      <p>{check.intro}</p>
      {asked.map(({ question, value }) => (
        <Check key={`${confirmName(question)} ${value}`} question={question} names={names} />
      ))}
    </Notice>
  );
}

function Check({ question, names }: { question: Question; names: FieldNames }) {
  function show(event: MouseEvent<HTMLButtonElement>): void {
    focusField(event.currentTarget.form, names.box(question.field));
  }
  const name = confirmName(question);
  return (
    <div className="app-check">
      <p className="nhsuk-u-margin-bottom-1">
        <strong>{names.label(question.field)}:</strong> {questionCopy(question)}{' '}
        {isAboutBox(question) && (
          <button type="button" className="app-link-button" onClick={show}>
            {check.show} <span className="nhsuk-u-visually-hidden">{names.label(question.field)}</span>
          </button>
        )}
      </p>
      <Checkboxes name={name} idPrefix={name.replaceAll(' ', '-')} className="nhsuk-checkboxes--small">
        <Checkboxes.Item value="yes">
          {yesCopy(question)} <span className="nhsuk-u-visually-hidden">{names.label(question.field)}</span>
        </Checkboxes.Item>
      </Checkboxes>
    </div>
  );
}
