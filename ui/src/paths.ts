import type { EntryKind, Screen } from './api/types';

interface Form {
  screen: Screen;
  kind: EntryKind;
}

/** Where the screens are. */
export const to = {
  family: (person: string) => `/family/${person}`,
  invitation: (entry: string) => `/invitation/${entry}`,
  waiting: '/waiting',
  lookUp: '/look-up',
  brief: (person: string) => `/family/${person}/brief`,
  changed: (person: string) => `/family/${person}/changed`,
  changedAcross: '/changed',
  visit: (draft: string) => `/visit/${draft}`,
  entry: (draft: string) => `/entry/${draft}`,
  caseload: '/',
  team: '/team',
  caseloads: '/team/caseloads',
  caseloadOf: (staff: string | null) => `/team/caseloads/${staff ?? 'nobody'}`,
  centre: (centre: string) => `/team/centre/${centre}`,
  directory: '/team/directory',
  time: '/team/time',
  /** Where what was signed is shown. */
  signed: ({ screen, kind }: Form): string => {
    if (screen.of === 'person') return to.family(screen.person);
    if (screen.of === 'sealed' || screen.of === 'left') return to.caseload;
    if (screen.of === 'staff') return kind === 'contact_time' ? to.time : to.team;
    return kind === 'local_service' ? to.directory : to.centre(screen.centre);
  },
  /** Where somebody goes who leaves a form: a centre that nobody has signed has no screen yet. */
  left: (form: Form): string =>
    form.screen.of === 'centre' && form.screen.name === null ? to.team : to.signed(form),
  registration: (draft: string) => `/register/${draft}`,
  draft: ({ draft, kind, registers }: { draft: string; kind: string | null; registers: boolean }) => {
    if (registers) return to.registration(draft);
    return kind ? to.entry(draft) : to.visit(draft);
  },
};
