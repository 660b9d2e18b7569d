import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import type { PageState } from '../page-state.ts';
import { completions, type Completion } from './completion.ts';

interface ComposerParts {
  readonly page: PageState;
  readonly state: State;
  /** Root of the thread that it writes into; null for the channel, where commands work. */
  readonly threadTs: string | null;
}

const PAPERCLIP = 'M13.5 6.5V13a3.5 3.5 0 0 1-7 0V5a2.5 2.5 0 0 1 5 0v7.5a1.5 1.5 0 0 1-3 0V6.5';

export function composer({ page, state, threadTs }: ComposerParts): Markup {
  const { people, channel, commands } = state;
  const name = people.find(({ key }) => key === page.as)?.name ?? page.as;
  const offered = threadTs === null && page.completion !== null ? completions(page.draft, commands) : [];
  const command = commands[0]?.command ?? '/';
  const placeholder = threadTs === null ? `Message #${channel.name}, or ${command}` : 'Reply…';
  return h(
    'form',
    { class: 'composer', gesture: { kind: 'send', threadTs }, autocomplete: 'off' },
    offered.length === 0 ? null : list(offered, page.completion ?? 0),
    h(
      'span',
      { class: 'attach' },
      h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('path', { d: PAPERCLIP })),
      h('input', { type: 'file', 'aria-label': 'Attach a file', title: 'Attach a file', gesture: { kind: 'attach', threadTs } }),
    ),
    h('input', {
      type: 'text',
      name: 'text',
      id: threadTs === null ? 'composer' : 'thread-composer',
      placeholder,
      'aria-label': threadTs === null ? `Message in ${channel.name} as ${name}` : `Reply in the thread as ${name}`,
      enterkeyhint: 'send',
      ...(threadTs === null
        ? {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-haspopup': 'listbox',
            'aria-expanded': String(offered.length > 0),
            'aria-controls': 'completions',
            'aria-activedescendant': offered.length === 0 ? null : `completion-${page.completion ?? 0}`,
          }
        : {}),
    }),
    h('button', { class: 'send', 'aria-label': 'Send', title: 'Send' }, '➤'),
  );
}

function list(offered: readonly Completion[], marked: number): Markup {
  return h(
    'div',
    { class: 'completions', role: 'listbox', id: 'completions', 'aria-label': 'Commands' },
    offered.map(({ text, usage, description }, index) =>
      h(
        'div',
        {
          role: 'option',
          id: `completion-${index}`,
          'aria-selected': String(index === marked),
          gesture: { kind: 'complete', text },
        },
        h('strong', {}, usage),
        h('span', { class: 'muted' }, description),
      ),
    ),
  );
}
