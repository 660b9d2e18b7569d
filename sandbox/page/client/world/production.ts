import type { ShownWorld } from '../../protocol.ts';
import { safeUrl } from '../blocks/safe-url.ts';
import { h, type Child, type Markup } from '../markup/h.ts';
import { card } from './card.ts';

/** Where customers are, and what answers them there. */
export function production({ production: { url, deployment, autoAssignment }, deployments }: ShownWorld): Markup {
  const live = deployments.find(({ id }) => id === deployment);
  const href = safeUrl(url);
  return card(
    'Production',
    h(
      'span',
      { class: autoAssignment ? 'chip' : 'chip warn', title: 'Whether the next deployment takes the production domains by itself' },
      `Auto-assignment ${autoAssignment ? 'on' : 'off'}`,
    ),
    h(
      'p',
      { class: 'domain' },
      href === null
        ? url
        : h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, url.replace(/^https?:\/\//, '').replace(/\/$/, '')),
    ),
    h('p', {}, h('span', { class: 'muted' }, 'serves '), serving(deployment, live)),
  );
}

function serving(deployment: string | null, live: ShownWorld['deployments'][number] | undefined): Child[] {
  if (deployment === null) return ['nothing'];
  if (live === undefined) return [h('code', {}, deployment)];
  return [h('code', {}, live.commit.slice(0, 7)), ` ${live.message}`];
}
