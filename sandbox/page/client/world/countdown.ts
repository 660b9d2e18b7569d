import { h, type Markup } from '../markup/h.ts';

/** How long until the fault. Null where none is awaited. Not read out: once a second it would drown everything else. */
export function countdown(faultAt: number | null, now: number): Markup | null {
  if (faultAt === null) return null;
  const seconds = Math.ceil((faultAt - now) / 1000);
  return h('span', { class: 'muted', 'aria-hidden': 'true' }, seconds > 0 ? ` In ${seconds} s.` : ' Any moment now.');
}
