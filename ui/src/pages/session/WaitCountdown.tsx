import { useEffect, useState } from 'react';
import { session, waitCopy } from '../../text/session';

interface Props {
  seconds: number;
  over: () => void;
}

/** Counts the wait down. Screen readers hear it at the start and each half minute, not each second. */
export function WaitCountdown({ seconds, over }: Props) {
  const [until] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) over();
    }, 500);
    return () => clearInterval(timer);
  }, [until, over]);
  const told = Math.ceil(left / 30) * 30;
  return (
    <div className="app-wait">
      <p className="app-wait__left" role="timer">
        <strong>{session.tooManyTries}.</strong> {waitCopy(left)}
      </p>
      <p className="nhsuk-u-visually-hidden" role="status">
        {left === 0 ? session.canTryNow : waitCopy(Math.min(told, seconds))}
      </p>
    </div>
  );
}
