import { useEffect, useState } from 'react';

/** The laptop's clock, looked at again every so often, for ages such as "3 minutes ago". */
export function useNow(everyMs = 15_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
