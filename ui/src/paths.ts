/** Where the screens are. */
export const to = {
  family: (person: string) => `/family/${person}`,
  contactPoint: (person: string, entry: string) => `/family/${person}/contact/${entry}`,
  visit: (draft: string) => `/visit/${draft}`,
};
