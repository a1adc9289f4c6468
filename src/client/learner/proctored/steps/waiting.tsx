import { t } from '../../../lib/i18n';
import { Notice } from '../../../lib/ui/notice';
import { paths } from '../../router';
import type { ProctoredCtrl } from '../ctrl';
import { Picture } from './picture';
import { Stage } from './page';

/** What happens now; a place in a line is not promised, because proctors see to several at once. */
export function WaitingStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  return (
    <Stage title={t('waiting.title')}>
      <p>{t('waiting.text')}</p>
      <ul>
        <li>{t('waiting.look')}</li>
        <li>{t('waiting.then')}</li>
        <li>{t('waiting.noTime')}</li>
      </ul>
      <div class="actions">
        <button type="button" class="button" onClick={() => ctrl.openTalk()}>
          {t('talk.open')}
        </button>
      </div>
      <Picture ctrl={ctrl} label={t('media.yours')} />
    </Stage>
  );
}

export function DeniedPart({ ctrl }: { ctrl: ProctoredCtrl }) {
  const message = ctrl.attendance.checkIn.value?.message;
  return (
    <Stage title={t('denied.title')}>
      {message && (
        <Notice tone="warn" title={t('checkIn.says')}>
          <p class="written">{message}</p>
        </Notice>
      )}
      <p>{t('denied.text')}</p>
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
