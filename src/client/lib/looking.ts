import { useEffect } from 'preact/hooks';

/** Starts something when the page shows it and stops it when the page is hidden or left. */
export function useLooking(what: { start: () => void; stop: () => void }): void {
  useEffect(() => {
    const look = () => (document.visibilityState === 'visible' ? what.start() : what.stop());
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      what.stop();
    };
  }, [what]);
}
