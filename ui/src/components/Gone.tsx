import { Empty } from './Empty';

/** After going back to a draft that was signed or thrown away, or to a family that has left this laptop. */
export function Gone({ words }: { words: { gone: string; goneNext: string } }) {
  return (
    <Empty title={words.gone}>
      <p>{words.goneNext}</p>
    </Empty>
  );
}
