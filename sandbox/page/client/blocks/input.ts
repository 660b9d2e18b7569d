import { h, type Child, type Markup } from '../markup/h.ts';
import { isObject, stringIn, textIn, type JsonObject } from './json.ts';
import { notDrawn } from './not-drawn.ts';
import { optionsOf } from './options.ts';
import type { Place } from './place.ts';

/** A field of a modal. Its name in the form is its block id. */
export function input(block: JsonObject, place: Place): Markup {
  const blockId = stringIn(block, 'block_id');
  const id = `field-${blockId}`;
  const error = place.errors[blockId] ?? '';
  const hint = textIn(block, 'hint');
  const described = [hint === '' ? '' : `${id}-hint`, error === '' ? '' : `${id}-error`].filter((one) => one !== '').join(' ');
  const element = block['element'];
  const optional = block['optional'] === true;
  return h(
    'div',
    { class: 'field', key: blockId },
    h('label', { for: id }, textIn(block, 'label'), optional ? h('span', { class: 'muted' }, ' (optional)') : null),
    isObject(element)
      ? field(element, place, {
          id,
          name: blockId,
          'aria-describedby': described === '' ? null : described,
          'aria-invalid': error === '' ? null : 'true',
          'aria-required': optional ? null : 'true',
        })
      : notDrawn('input'),
    hint === '' ? null : h('p', { class: 'muted', id: `${id}-hint` }, hint),
    error === '' ? null : h('p', { class: 'error', id: `${id}-error` }, error),
  );
}

type Naming = Readonly<Record<string, string | null>>;

function field(element: JsonObject, { reader }: Place, naming: Naming): Markup {
  const type = stringIn(element, 'type');
  switch (type) {
    case 'plain_text_input':
      return textField(element, naming);
    case 'static_select': {
      const initial = isObject(element['initial_option']) ? stringIn(element['initial_option'], 'value') : '';
      return select(element, naming, optionsOf(element), initial);
    }
    case 'users_select': {
      const people = reader.people.map(({ id, name }) => ({ value: id, label: `@${name}` }));
      return select(element, naming, people, stringIn(element, 'initial_user'));
    }
    default:
      return notDrawn(type);
  }
}

function textField(element: JsonObject, naming: Naming): Markup {
  const initial = stringIn(element, 'initial_value');
  const shared = {
    ...naming,
    placeholder: textIn(element, 'placeholder') || null,
    maxlength: typeof element['max_length'] === 'number' ? element['max_length'] : null,
  };
  return element['multiline'] === true
    ? h('textarea', { ...shared, rows: '3' }, initial)
    : h('input', { ...shared, type: 'text', value: initial, autocomplete: 'off' });
}

function select(
  element: JsonObject,
  naming: Naming,
  options: readonly { readonly value: string; readonly label: string }[],
  initial: string,
): Markup {
  const first: Child = h('option', { value: '' }, textIn(element, 'placeholder') || 'Choose…');
  const offered: Child[] = options.map(({ value, label }) => h('option', { value, selected: value === initial }, label));
  return h('select', naming, first, offered);
}
