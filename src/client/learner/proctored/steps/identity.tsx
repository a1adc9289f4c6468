import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../../lib/announce';
import { t } from '../../../lib/i18n';
import { Notice } from '../../../lib/ui/notice';
import { Problem } from '../../session/phases';
import type { Photos } from '../check-in';
import type { ProctoredCtrl } from '../ctrl';
import { Picture } from './picture';
import { say } from '../text';

/** A photo is fine enough to read a document by, and small enough for a slow line. */
const PHOTO_WIDE = 1280;
const PHOTO_BYTES = 400_000;

/** Who one is: the legal name, and photos of face and document where the exam asks for them and the learner may use a camera. */
export function IdentityPart({ ctrl, done }: { ctrl: ProctoredCtrl; done?: () => void }) {
  const view = ctrl.attendance.checkIn.value;
  const camera = ctrl.attendance.settings?.camera ?? false;
  const { face, document } = ctrl.checkIn.photos.value;
  const confirmed = ctrl.checkIn.nameConfirmed.value;
  const ready = confirmed && (!camera || (face !== null && document !== null));
  if (!view) return null;
  const send = async () => {
    if (ready && (await ctrl.checkIn.showIdentity()) === null) done?.();
  };
  return (
    <div aria-busy={ctrl.checkIn.asked.busy.value}>
      {camera ? (
        <>
          <Snapshot ctrl={ctrl} of="face" />
          <Snapshot ctrl={ctrl} of="document" />
        </>
      ) : (
        <Notice>
          <p>{t('identity.noCamera')}</p>
        </Notice>
      )}
      <h3>{t('identity.name')}</h3>
      <p class="legal-name">{view.legalName}</p>
      <label class="tick tick-big">
        <input
          type="checkbox"
          checked={confirmed}
          onChange={(e) => (ctrl.checkIn.nameConfirmed.value = e.currentTarget.checked)}
        />
        {t('identity.nameRight')}
      </label>
      <p class="soft">{t('identity.nameWrong')}</p>
      <Problem ctrl={ctrl.checkIn} />
      <div class="actions">
        <button
          type="button"
          class="button button-main"
          aria-disabled={!ready}
          aria-describedby="identity-hint"
          disabled={ctrl.checkIn.asked.busy.value}
          onClick={() => void send()}
        >
          {t(ctrl.checkIn.asked.busy.value ? 'identity.sending' : 'identity.send')}
        </button>
        {!ready && (
          <span id="identity-hint" class="soft">
            {t(camera ? 'identity.hint' : 'identity.hintName')}
          </span>
        )}
      </div>
    </div>
  );
}

function Snapshot({ ctrl, of }: { ctrl: ProctoredCtrl; of: keyof Photos }) {
  const photo = ctrl.checkIn.photos.value[of];
  const url = useSignal<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!photo) return void (url.value = null);
    const made = URL.createObjectURL(photo);
    url.value = made;
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  const put = (picture: Blob | null) => {
    ctrl.checkIn.photos.value = { ...ctrl.checkIn.photos.value, [of]: picture };
    // The button is another one now, at the same place.
    requestAnimationFrame(() => button.current?.focus());
  };
  const take = async () => {
    const picture = await ctrl.photo(PHOTO_WIDE, PHOTO_BYTES);
    if (!picture) return;
    put(picture);
    announce(t('identity.taken'));
  };
  const on = ctrl.media.camera.value !== null;
  return (
    <section class="snapshot" aria-labelledby={`snapshot-${of}`}>
      <h3 id={`snapshot-${of}`}>{t(`identity.${of}`)}</h3>
      <p>{t(`identity.${of}Text`)}</p>
      {url.value ? (
        <img class="picture" src={url.value} alt={t(`identity.${of}Photo`)} />
      ) : (
        <Picture ctrl={ctrl} label={say('media.yours')} />
      )}
      <div class="actions">
        {!on ? (
          <CameraOff ctrl={ctrl} />
        ) : (
          <button ref={button} type="button" class="button" onClick={() => (photo ? put(null) : void take())}>
            {t(photo ? 'identity.again' : `identity.take.${of}`)}
          </button>
        )}
      </div>
    </section>
  );
}

/** A camera that is needed and off, with why and the way to it. */
export function CameraOff({ ctrl }: { ctrl: ProctoredCtrl }) {
  const problem = ctrl.media.problem.value;
  return (
    <div>
      {problem && (
        <p class="wrong" role="alert">
          {t(`check.media.${problem}`)}
        </p>
      )}
      <button type="button" class="button" onClick={() => void ctrl.askCamera()}>
        {say('media.turnOn')}
      </button>
    </div>
  );
}
