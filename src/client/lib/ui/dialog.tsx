import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  title: string;
  /** Escape, or the browser's own way back. Without it the dialog stays until it is settled. */
  onClose?: () => void;
  children: ComponentChildren;
  actions: ComponentChildren;
}

/** A modal question. The platform's dialog keeps the focus inside and gives it back to where it was. */
export function Dialog({ title, onClose, children, actions }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // From the top: the first control may be far down, and reading starts with the title.
    heading.current?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose?.();
  };
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={id} onCancel={cancel}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div class="dialog-body">{children}</div>
      <div class="dialog-actions">{actions}</div>
    </dialog>
  );
}
