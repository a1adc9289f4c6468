import { t } from '../../../lib/i18n';
import { Notice } from '../../../lib/ui/notice';
import { paths } from '../../router';
import type { ProctoredCtrl } from '../ctrl';
import { Picture } from './picture';
import { Stage } from './page';
import { say } from '../text';

/** What happens now; a place in a line is not promised, because proctors see to several at once. */
export function WaitingStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  return (
    <Stage title={say('waiting.title')}>
      <p>{say('waiting.text')}</p>
      <ul>
        <li>{say('waiting.look')}</li>
        <li>{say('waiting.then')}</li>
        <li>{say('waiting.noTime')}</li>
      </ul>
      <div class="actions">
        <button type="button" class="button" onClick={() => ctrl.openTalk()}>
          {t('talk.open')}
        </button>
      </div>
      <Picture ctrl={ctrl} label={say('media.yours')} />
    </Stage>
  );
}

export function DeniedPart({ ctrl }: { ctrl: ProctoredCtrl }) {
  const message = ctrl.attendance.checkIn.value?.message;
  return (
    <Stage title={say('denied.title')}>
      {message && (
        <Notice tone="warn" title={say('checkIn.says')}>
          <p class="written">{message}</p>
        </Notice>
      )}
      <p>{say('denied.text')}</p>
      <div class="actions">
        <button type="button" class="button" onClick={() => ctrl.openTalk()}>
          {t('talk.open')}
        </button>
        <a class="button" href={paths.home} data-route>
          {t('app.goHome')}
        </a>
      </div>
    </Stage>
  );
}
