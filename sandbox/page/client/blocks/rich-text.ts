import { h, type Child, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { isObject, objectsIn, stringIn, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { notDrawn } from './not-drawn.ts';
import { broadcast, channel, group, link, person } from './reference.ts';

export function richText(block: JsonObject, reader: Reader): Markup {
  return h(
    'div',
    { class: 'prose rich' },
    objectsIn(block['elements']).map((part) => partOf(part, reader)),
  );
}

function partOf(part: JsonObject, reader: Reader): Markup {
  const type = stringIn(part, 'type');
  const inside = () => objectsIn(part['elements']).map((element) => inlineOf(element, reader));
  switch (type) {
    case 'rich_text_section':
      return h('p', {}, inside());
    case 'rich_text_preformatted':
      return h('pre', { tabindex: '0', 'aria-label': 'Code' }, h('code', {}, inside()));
    case 'rich_text_quote':
      return h('blockquote', {}, inside());
    case 'rich_text_list': {
      const items = objectsIn(part['elements']).map((item) => h('li', {}, partOf(item, reader)));
      return h(part['style'] === 'ordered' ? 'ol' : 'ul', {}, items);
    }
    default:
      return notDrawn(type);
  }
}

function inlineOf(element: JsonObject, reader: Reader): Child {
  const type = stringIn(element, 'type');
  switch (type) {
    case 'text':
      return styled(stringIn(element, 'text'), element['style']);
    case 'link':
      return styled(link(stringIn(element, 'url'), stringIn(element, 'text')), element['style']);
    case 'user':
      return person(stringIn(element, 'user_id'), '', reader);
    case 'usergroup':
      return group(stringIn(element, 'usergroup_id'), '');
    case 'channel':
      return channel(stringIn(element, 'channel_id'), '', reader);
    case 'broadcast':
      return broadcast(stringIn(element, 'range'));
    case 'date':
      return moment(String(element['timestamp']), stringIn(element, 'format'), stringIn(element, 'fallback'), reader);
    case 'emoji':
      return emoji(element);
    default:
      return notDrawn(type);
  }
}

const STYLES: Readonly<Record<string, string>> = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

function styled(child: Child, style: unknown): Child {
  if (!isObject(style)) return child;
  return Object.entries(STYLES).reduce<Child>((drawn, [name, tag]) => (style[name] === true ? h(tag, {}, drawn) : drawn), child);
}

function emoji(element: JsonObject): string {
  const codes = stringIn(element, 'unicode')
    .split('-')
    .map((code) => Number.parseInt(code, 16));
  return codes.every((code) => code > 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : `:${stringIn(element, 'name')}:`;
}
