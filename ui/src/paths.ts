/** Where the screens are. */
export const to = {
  family: (person: string) => `/family/${person}`,
  contactPoint: (person: string, entry: string) => `/family/${person}/contact/${entry}`,
  waiting: '/waiting',
  visit: (draft: string) => `/visit/${draft}`,
  entry: (draft: string) => `/entry/${draft}`,
  draft: ({ draft, kind }: { draft: string; kind: string | null }) =>
    kind ? to.entry(draft) : to.visit(draft),
};
