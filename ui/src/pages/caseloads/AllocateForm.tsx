import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { call } from '../../api/call';
import type {
  Allocate,
  AllocatedChild,
  AllocatedView,
  AllocateStep,
  HolderView,
  StaffId,
} from '../../api/types';
import { Choices } from '../../components/Choices';
import { DateBox } from '../../components/DateBox';
import { FormReport } from '../../components/FormReport';
import { OneOf } from '../../components/OneOf';
import { TextBox } from '../../components/TextBox';
import { choice, text } from '../../forms/read';
import { readDate } from '../../forms/readShape';
import { useForm } from '../../forms/useForm';
import { allocateSteps, caseloads, type Decided, happened, holderName, nameCopy } from '../../text/caseloads';
import { namesOf } from '../../text/fields';
import { ConfirmAllocation } from './ConfirmAllocation';
import type { Done } from './Happened';

interface Props {
  chosen: AllocatedChild[];
  holders: HolderView[];
  today: string;
  done: (said: Done) => void;
}

/** What was typed, and what Rust says that it would do. */
interface Asked {
  input: Allocate;
  decided: Decided;
  would: AllocatedView;
}

const names = namesOf({
  children: { label: caseloads.chosen },
  staff: { label: caseloads.staff },
  from: { label: caseloads.from },
  to: { label: caseloads.to },
  reason: { label: caseloads.reason },
});

/** What is to happen with the selected children: typed, said back in words, and signed once for all of them. */
export function AllocateForm({ chosen, holders, today, done }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [step, setStep] = useState<AllocateStep>('make_accountable');
  const form = useForm<Asked>({
    names,
    send: async (data) => {
      const input = read(data, chosen);
      const known = holders.find(({ staff }) => staff === input.staff);
      const decided = { ...input, name: nameCopy(known?.name ?? null) };
      return { input, decided, would: await call('allocate_check', input) };
    },
    done: setAsked,
  });
  const mayHold = holders.filter(({ may_hold }) => may_hold);
  return (
    <>
      {asked && (
        <ConfirmAllocation
          decided={asked.decided}
          input={asked.input}
          would={asked.would}
          signed={(view) => {
            setAsked(null);
            done({ title: happened(asked.decided, view), view });
          }}
          back={() => setAsked(null)}
        />
      )}
      <form {...form.props} id="allocate" hidden={asked !== null} className="app-part">
        <FormReport report={form.report} />
        <fieldset
          className="nhsuk-fieldset"
          onChange={(event) => setStep(chosenStep(event.currentTarget.closest('form')))}
        >
          <Choices<AllocateStep>
            name="step"
            legend={caseloads.what}
            words={allocateSteps}
            initial="make_accountable"
          />
        </fieldset>
        <OneOf
          name="staff"
          label={caseloads.staff}
          words={Object.fromEntries(mayHold.map((holder) => [holder.staff, holderName(holder)]))}
          initial=""
          none={caseloads.choose}
          error={form.error('staff')}
        />
        <DateBox
          name="from"
          legend={caseloads.from}
          hint={step === 'cover' ? caseloads.fromHint : caseloads.fromAccountable}
          initial={today}
          error={form.error('from')}
        />
        {step === 'cover' && (
          <DateBox
            name="to"
            legend={caseloads.to}
            hint={caseloads.toHint}
            initial=""
            error={form.error('to')}
          />
        )}
        <TextBox
          name="reason"
          label={caseloads.reason}
          hint={caseloads.reasonHint}
          error={form.error('reason')}
        />
        <p>{caseloads.goOnNext}</p>
        <Button type="submit" disabled={form.busy}>
          {caseloads.goOn}
        </Button>
      </form>
    </>
  );
}

function chosenStep(form: HTMLFormElement | null): AllocateStep {
  return (form && choice<AllocateStep>(new FormData(form), 'step', allocateSteps)) ?? 'make_accountable';
}

/** The children with the versions that are on the screen: what changed since is not written over. */
function read(data: FormData, chosen: AllocatedChild[]): Allocate {
  const step = choice<AllocateStep>(data, 'step', allocateSteps) ?? 'make_accountable';
  return {
    children: chosen.map(({ person, heads }) => ({ person: person.person, heads })),
    step,
    staff: (text(data, 'staff') || null) as StaffId | null,
    from: readDate(data, 'from'),
    to: step === 'cover' ? readDate(data, 'to') : '',
    reason: text(data, 'reason'),
  };
}
