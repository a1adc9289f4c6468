import { useEffect } from 'preact/hooks';

/** Opens what waits for an opening with its page, wakes it when the page comes to the front, and closes it at the end. */
export function useWaiting(ctrl: { open: () => Promise<void>; wake: () => void; close: () => void }): void {
  useEffect(() => {
    void ctrl.open();
    const shown = () => document.visibilityState === 'visible' && ctrl.wake();
    document.addEventListener('visibilitychange', shown);
    return () => {
      document.removeEventListener('visibilitychange', shown);
      ctrl.close();
    };
  }, [ctrl]);
}
