import type { ComponentChildren } from 'preact';

/** The word on a credential: by colour, by sign and in words. `live` speaks it when it appears. */
export function Seal(props: {
  tone: 'valid' | 'revoked' | 'superseded' | 'unknown';
  sign: string;
  title: string;
  live?: boolean;
  level?: 2 | 3;
  children: ComponentChildren;
}) {
  const Title = `h${props.level ?? 2}` as 'h2';
  return (
    <section class={`seal seal-${props.tone}`} role={props.live ? 'status' : undefined}>
      <span class="seal-sign" aria-hidden="true">
        {props.sign}
      </span>
      <div>
        <Title>{props.title}</Title>
        {props.children}
      </div>
    </section>
  );
}
