import { Notice } from '../../../lib/ui/notice';
import type { ProctoredCtrl } from '../ctrl';
import { Stage } from './page';
import { say } from '../text';

/** The screen is shared by a press and a choice in the browser's own window, so it is a step of its own. */
export function ShareStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  const problem = ctrl.media.screenProblem.value;
  return (
    <Stage title={say('share.title')}>
      <p>{say('share.text')}</p>
      {problem && (
        <Notice tone="warn" live>
          <p>{say(problem === 'denied' ? 'share.denied' : 'share.failed')}</p>
        </Notice>
      )}
      <div class="actions" aria-busy={ctrl.media.asking.value}>
        <button type="button" class="button button-main" onClick={() => void ctrl.media.askScreen()}>
          {say('share.go')}
        </button>
      </div>
    </Stage>
  );
}
