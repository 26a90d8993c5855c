import { useState } from 'react';
import type { ActId, ImportReport } from '../../api/types';
import { PageTitle } from '../../components/PageTitle';
import { imports } from '../../text/imports';
import { ChooseFile } from './ChooseFile';
import { Export } from './Export';
import { PastImports } from './PastImports';
import { Progress } from './Progress';
import { Report } from './Report';

type Step = { at: 'choose' } | { at: 'report'; report: ImportReport } | { at: 'running'; act: ActId };

/** A file, what would happen, and only then the import. */
export function ImportPage() {
  const [step, setStep] = useState<Step>({ at: 'choose' });
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{imports.title}</PageTitle>
      {step.at === 'choose' && <ChooseFile checked={(report) => setStep({ at: 'report', report })} />}
      {step.at === 'report' && (
        <Report
          report={step.report}
          started={(act) => setStep({ at: 'running', act })}
          another={() => setStep({ at: 'choose' })}
        />
      )}
      {step.at === 'running' && <Progress act={step.act} another={() => setStep({ at: 'choose' })} />}
      {step.at !== 'report' && <PastImports />}
      {step.at === 'choose' && <Export />}
    </div>
  );
}
