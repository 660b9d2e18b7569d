import type { Confirmation } from '../gesture.ts';
import { h, type Markup } from '../markup/h.ts';
import { isObject, stringIn, textIn, type JsonObject } from './json.ts';
import { menu } from './menu.ts';
import { notDrawn } from './not-drawn.ts';
import { optionsOf } from './options.ts';
import type { Place } from './place.ts';
import { safeUrl } from './safe-url.ts';
import { unescape } from './unescape.ts';

/** A button or a menu of a message. */
export function control(element: JsonObject, blockId: string, place: Place): Markup {
  const type = stringIn(element, 'type');
  if (type === 'button') return button(element, blockId, place);
  const choices =
    type === 'static_select'
      ? optionsOf(element)
      : type === 'users_select'
        ? place.reader.people.map(({ id, name }) => ({ value: id, label: `@${name}` }))
        : null;
  if (choices === null) return notDrawn(type);
  const actionId = stringIn(element, 'action_id');
  const confirmation = confirmationOf(element);
  const initial = isObject(element['initial_option']) ? textIn(element['initial_option'], 'text') : '';
  return menu({
    id: ['menu', place.pane, place.ts, place.block, actionId].join('-'),
    label: initial || textIn(element, 'placeholder') || 'Choose…',
    items: choices.map(({ value, label }) => ({
      label,
      gesture: { kind: 'press', press: { ts: place.ts, actionId, blockId, value }, confirmation },
    })),
  });
}

function button(element: JsonObject, blockId: string, { ts }: Place): Markup {
  const actionId = stringIn(element, 'action_id');
  const value = stringIn(element, 'value');
  const href = safeUrl(stringIn(element, 'url'));
  const look = {
    key: actionId,
    class: ['button', stringIn(element, 'style')].join(' ').trim(),
    gesture: {
      kind: 'press' as const,
      press: { ts, actionId, blockId, value: value === '' ? null : value },
      confirmation: confirmationOf(element),
    },
    'aria-label': stringIn(element, 'accessibility_label') || null,
  };
  const label = textIn(element, 'text');
  return href === null
    ? h('button', { type: 'button', ...look }, label)
    : h('a', { href, target: '_blank', rel: 'noopener noreferrer', ...look }, label);
}

function confirmationOf({ confirm, style }: JsonObject): Confirmation | null {
  if (!isObject(confirm)) return null;
  const said = textIn(confirm, 'text');
  const isMarkup = isObject(confirm['text']) && confirm['text']['type'] === 'mrkdwn';
  return {
    title: textIn(confirm, 'title') || 'Are you sure?',
    text: isMarkup ? unescape(said) : said,
    yes: textIn(confirm, 'confirm') || 'Yes',
    no: textIn(confirm, 'deny') || 'Cancel',
    isDanger: (confirm['style'] ?? style) === 'danger',
  };
}
