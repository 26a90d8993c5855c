import { useEffect } from 'react';

interface Shortcuts {
  lock: () => void;
  search: () => void;
}

/** Only with Ctrl: a single letter would fire from a slip or from dictation (WCAG 2.1.4). */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const act = { l: shortcuts.lock, k: shortcuts.search }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [shortcuts]);
}
