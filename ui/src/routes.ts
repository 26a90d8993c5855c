import type { ComponentType } from 'react';
import { BriefPage } from './pages/brief/BriefPage';
import { CaseloadPage } from './pages/caseload/CaseloadPage';
import { CaseloadOfPage } from './pages/caseloads/CaseloadOfPage';
import { CaseloadsPage } from './pages/caseloads/CaseloadsPage';
import { ChangedPage, FamilyChangedPage } from './pages/changed/ChangedPage';
import { DecisionsPage } from './pages/decisions/DecisionsPage';
import { EntryPage } from './pages/entry/EntryPage';
import { FamilyPage } from './pages/family/FamilyPage';
import { ImportPage } from './pages/import/ImportPage';
import { InvitationPage } from './pages/invitation/InvitationPage';
import { LookUpPage } from './pages/look_up/LookUpPage';
import { RegisterPage } from './pages/register/RegisterPage';
import { SyncCentrePage } from './pages/sync_centre/SyncCentrePage';
import { CentrePage } from './pages/team/CentrePage';
import { DirectoryPage } from './pages/team/DirectoryPage';
import { MyTimePage } from './pages/team/MyTimePage';
import { TeamPage } from './pages/team/TeamPage';
import { VisitPage } from './pages/visit/VisitPage';
import { WaitingPage } from './pages/waiting/WaitingPage';

export type Params = Record<string, string | undefined>;

interface Screen {
  path: string;
  Page: ComponentType<{ params: Params }>;
}

export const routes: readonly Screen[] = [
  { path: '/', Page: CaseloadPage },
  { path: '/index.html', Page: CaseloadPage },
  { path: '/family/:person', Page: FamilyPage },
  { path: '/family/:person/brief', Page: BriefPage },
  { path: '/family/:person/changed', Page: FamilyChangedPage },
  { path: '/visit/:draft', Page: VisitPage },
  { path: '/entry/:draft', Page: EntryPage },
  { path: '/invitation/:entry', Page: InvitationPage },
  { path: '/changed', Page: ChangedPage },
  { path: '/waiting', Page: WaitingPage },
  { path: '/look-up', Page: LookUpPage },
  { path: '/team', Page: TeamPage },
  { path: '/team/caseloads', Page: CaseloadsPage },
  { path: '/team/caseloads/:staff', Page: CaseloadOfPage },
  { path: '/team/centre/:centre', Page: CentrePage },
  { path: '/team/directory', Page: DirectoryPage },
  { path: '/team/time', Page: MyTimePage },
  { path: '/register/:draft', Page: RegisterPage },
  { path: '/decisions', Page: DecisionsPage },
  { path: '/sync', Page: SyncCentrePage },
  { path: '/import', Page: ImportPage },
];
