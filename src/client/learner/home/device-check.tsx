import './home.css';
import { useEffect } from 'preact/hooks';
import { api } from '../../lib/api';
import { DeviceCheck, type Finding } from '../../lib/device-check';
import { t } from '../../lib/i18n';
import { Loading } from '../../lib/ui/notice';

const SIGNS: Record<Finding['grade'], string> = { ok: '✓', warn: '!', bad: '✕' };

const check = new DeviceCheck(api);

export function DeviceCheckPart() {
  useEffect(() => void check.ensure(), []);
  const findings = check.findings.value;
  return (
    <section class="part" aria-labelledby="check-title">
      <div class="part-head">
        <h2 id="check-title">{t('check.title')}</h2>
        {findings && (
          <button type="button" class="button button-quiet" onClick={() => void check.run()}>
            {t('check.again')}
          </button>
        )}
      </div>
      <div class="check" aria-live="polite" aria-busy={!findings}>
        {findings ? <Findings findings={findings} /> : <Loading lines={5} />}
      </div>
    </section>
  );
}

export function Findings({ findings }: { findings: Finding[] }) {
  const bad = findings.some((finding) => finding.grade === 'bad');
  return (
    <>
      <p class={bad ? 'verdict verdict-bad' : 'verdict verdict-good'}>{t(bad ? 'check.someBad' : 'check.allGood')}</p>
      <ul class="findings">
        {findings.map((finding) => (
          <li key={finding.name} class={`finding finding-${finding.grade}`}>
            <span class="finding-sign" aria-hidden="true">
              {SIGNS[finding.grade]}
            </span>
            <span>
              <strong>{finding.name}</strong> <span class="hidden">({t(`check.${finding.grade}`)})</span>
              <br />
              {finding.words}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
