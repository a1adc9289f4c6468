import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../../lib/api';
import { DeviceCheck } from '../../../lib/device-check';
import { t } from '../../../lib/i18n';
import { learnerConnection } from '../../../lib/socket';
import { Loading } from '../../../lib/ui/notice';
import { Findings } from '../../home/device-check';
import { Problem } from '../../session/phases';
import { sampleUrl } from '../camera/face-model';
import type { ProctoredCtrl } from '../ctrl';
import { checkMedia, measureLine } from '../media-check';
import { Picture } from './picture';
import { Stage } from './page';
import { say } from '../text';

/** Does this device do for this exam? Everything is tried; nothing of it leaves the device. */
export function DeviceStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  const settings = ctrl.attendance.settings;
  const check = useMemo(
    () =>
      new DeviceCheck(api, learnerConnection, () =>
        settings ? checkMedia(settings, ctrl.media, () => measureLine(sampleUrl, api)) : Promise.resolve([]),
      ),
    [],
  );
  useEffect(() => void check.run(), []);
  const findings = check.findings.value;
  const asking = ctrl.media.asking.value;
  const bad = findings?.some((finding) => finding.grade === 'bad') ?? false;
  return (
    <Stage title={say('checkIn.step.device')}>
      <p>{say('checkIn.deviceText')}</p>
      {settings?.camera && <p class="soft">{say('checkIn.deviceLocal')}</p>}
      {asking && <p role="status">{say('media.asking')}</p>}
      {settings?.camera && <Picture ctrl={ctrl} label={say('media.yours')} />}
      <div class="check" aria-live="polite" aria-busy={!findings}>
        {findings ? <Findings findings={findings} /> : <Loading lines={5} />}
      </div>
      {bad && <p>{say('checkIn.deviceBad')}</p>}
      <Problem ctrl={ctrl.checkIn} />
      <div class="actions" aria-busy={ctrl.checkIn.asked.busy.value}>
        <button
          type="button"
          class={bad ? 'button' : 'button button-main'}
          disabled={!findings || ctrl.checkIn.asked.busy.value}
          onClick={() => void ctrl.checkIn.begin()}
        >
          {say(bad ? 'checkIn.goOnAnyway' : 'checkIn.goOn')}
        </button>
        {findings && (
          <button type="button" class="button" onClick={() => void check.run()}>
            {t('check.again')}
          </button>
        )}
      </div>
    </Stage>
  );
}
