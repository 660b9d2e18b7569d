import type { ShownMessage, State } from '../../protocol.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import { menu } from '../blocks/menu.ts';
import { clockTime } from '../blocks/moment.ts';
import { mrkdwn } from '../blocks/mrkdwn.ts';
import { h, type Child, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { avatar } from './avatar.ts';
import { fileList } from './file-list.ts';

export interface MessageParts {
  readonly message: ShownMessage;
  /** Sets apart two drawings of the same message. */
  readonly pane: 'channel' | 'thread';
  readonly reader: Reader;
  readonly shortcuts: State['shortcuts'];
  /** What stands below it, such as the way into its thread. */
  readonly below: Markup | null;
}

export function message({ message: shown, pane, reader, shortcuts, below }: MessageParts): Markup {
  const { ts, author, isPrivate, edited, files } = shown;
  const at = Number(ts) * 1000;
  const time = clockTime(at, reader);
  return h(
    'article',
    {
      key: ts,
      // Takes the focus when the button that had it is gone.
      tabindex: '-1',
      class: isPrivate ? 'message private' : 'message',
      'aria-label': `${author.name}, ${time}${isPrivate ? ', only visible to you' : ''}${edited ? ', edited' : ''}`,
    },
    avatar(author, reader.people),
    h(
      'div',
      { class: 'message-body' },
      isPrivate ? h('p', { class: 'only-you' }, 'Only visible to you') : null,
      h(
        'div',
        { class: 'byline' },
        h('strong', {}, author.name),
        author.isBot ? h('span', { class: 'badge' }, 'APP') : null,
        h('time', { datetime: new Date(at).toISOString(), class: 'muted' }, time),
        edited ? h('span', { class: 'muted' }, '(edited)') : null,
      ),
      content(shown, pane, reader),
      files.length === 0 ? null : fileList(files),
      below,
    ),
    isPrivate ? null : tools(shown, pane, shortcuts),
  );
}

function content({ ts, text, blocks }: ShownMessage, pane: string, reader: Reader): readonly Child[] {
  if (blocks.length === 0 && text === '') return [];
  if (blocks.length === 0) return [h('div', { class: 'prose' }, mrkdwn(text, reader))];
  return drawBlocks(blocks, { pane, ts, errors: {}, reader });
}

/** Shown when the message is pointed at or has the focus. */
function tools({ ts, threadTs, author }: ShownMessage, pane: string, shortcuts: State['shortcuts']): Markup {
  const reply = { kind: 'open thread', ts } as const;
  const startsThread = pane === 'channel' && (threadTs === null || threadTs === ts);
  return h(
    'div',
    { class: 'tools' },
    startsThread ? h('button', { type: 'button', class: 'tool reply', gesture: reply }, 'Reply in thread') : null,
    menu({
      id: `shortcuts-${pane}-${ts}`,
      label: '⋯',
      spoken: `More for the message of ${author.name}`,
      look: 'tool',
      items: [
        ...(startsThread ? [{ label: 'Reply in thread', gesture: reply }] : []),
        ...shortcuts.map(({ callbackId, name }) => ({ label: name, gesture: { kind: 'use shortcut' as const, callbackId, ts } })),
      ],
    }),
  );
}
