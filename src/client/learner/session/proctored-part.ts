import type { ComponentType } from 'preact';

/** What a proctored session adds to its page. The code comes with the first session that is proctored, and not before. */
export interface ProctoredPart {
  /** The hub or the network is back. */
  joined: () => void;
  /** The page may not come back. */
  leave: () => void;
  /** The learner has pressed Start; what a browser gives only at a press is asked for now. */
  starting: () => void;
  close: () => void;
  /** The path before the exam. */
  CheckIn: ComponentType;
  /** Beside whatever else is on the page: messages, the talk, who is watching. */
  Dock: ComponentType;
}
