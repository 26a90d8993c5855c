/** Where the screens are. */
export const to = {
  family: (person: string) => `/family/${person}`,
  contactPoint: (person: string, entry: string) => `/family/${person}/contact/${entry}`,
  invitation: (entry: string) => `/invitation/${entry}`,
  waiting: '/waiting',
  brief: (person: string) => `/family/${person}/brief`,
  changed: (person: string) => `/family/${person}/changed`,
  changedAcross: '/changed',
  visit: (draft: string) => `/visit/${draft}`,
  entry: (draft: string) => `/entry/${draft}`,
  caseload: '/',
  registration: (draft: string) => `/register/${draft}`,
  draft: ({ draft, kind, registers }: { draft: string; kind: string | null; registers: boolean }) => {
    if (registers) return to.registration(draft);
    return kind ? to.entry(draft) : to.visit(draft);
  },
};
