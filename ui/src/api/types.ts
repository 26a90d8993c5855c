// The one place that knows how the generated files are cut.
export type * from './generated/Api';
