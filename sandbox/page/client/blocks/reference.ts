import { h, type Child } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { moment } from './moment.ts';
import { safeUrl } from './safe-url.ts';
import { unescape } from './unescape.ts';

/** What stands between `<` and `>` in `mrkdwn`: a link, a mention, a date. */
export function reference(inner: string, reader: Reader): Child {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : unescape(inner.slice(bar + 1));
  if (target.startsWith('@')) return person(target.slice(1), label, reader);
  if (target.startsWith('#')) return channel(target.slice(1), label, reader);
  if (target.startsWith('!')) return special(target.slice(1), label, reader);
  return link(unescape(target), label);
}

export function person(id: string, label: string, { names, me }: Reader): Child {
  return h('span', { class: id === me ? 'mention me' : 'mention' }, `@${names.get(id) ?? (label === '' ? id : label)}`);
}

export function channel(id: string, label: string, { channels }: Reader): Child {
  return h('span', { class: 'mention' }, `#${channels.get(id) ?? (label === '' ? id : label)}`);
}

export function group(id: string, label: string): Child {
  return h('span', { class: 'mention' }, label === '' ? `@${id}` : `@${label.replace(/^@/, '')}`);
}

export function broadcast(range: string): Child {
  return h('span', { class: 'mention me' }, `@${range}`);
}

/** A link that could do harm is shown as the text that it is. */
export function link(url: string, label: string): Child {
  const href = safeUrl(url);
  if (href === null) return label === '' ? url : `${label} (${url})`;
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label === '' ? url : label);
}

function special(inner: string, label: string, reader: Reader): Child {
  const [name = '', ...rest] = inner.split('^');
  if (name === 'date') return moment(rest[0] ?? '', rest[1] ?? '', label, reader);
  if (name === 'subteam') return group(rest[0] ?? '', label);
  return ['here', 'channel', 'everyone'].includes(name) ? broadcast(name) : label || `<!${inner}>`;
}
