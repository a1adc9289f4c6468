import { useId, useMemo } from 'preact/hooks';
import { say } from '../text';
import { besideUtc, chooseZone, inZone, zone, zones } from '../zone';

/** A moment by the chosen zone, and by UTC beside it. */
export function When({ iso }: { iso: string }) {
  const name = zone.value;
  return (
    <time dateTime={iso} class="when">
      <span>{inZone(iso, name)}</span>{' '}
      <span class="soft">{name === 'UTC' ? 'UTC' : `${name} · ${besideUtc(iso, name)}`}</span>
    </time>
  );
}

export function ZonePicker({ onChange }: { onChange?: (name: string) => void }) {
  const id = useId();
  const names = useMemo(zones, []);
  const choose = (name: string) => {
    onChange?.(name);
    chooseZone(name);
  };
  return (
    <div class="field zone">
      <label for={id}>{say('zone.label')}</label>
      <select id={id} value={zone} onChange={(e) => choose(e.currentTarget.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </div>
  );
}
