import type { ShownWorld } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import { card } from './card.ts';

const BOT = { running: 'The bot runs', starting: 'The bot starts', down: 'The bot is down' } as const;

/** What can be made worse by hand: vendors that fail, and the bot itself. */
export function faults({ faults: switches, bot }: ShownWorld): Markup {
  return card(
    'Make it harder',
    null,
    h(
      'ul',
      { class: 'faults' },
      switches.map(({ key, title, on }) =>
        h(
          'li',
          { key },
          h(
            'button',
            {
              type: 'button',
              role: 'switch',
              'aria-checked': String(on),
              class: 'switch',
              gesture: { kind: 'switch fault', key, on: !on },
            },
            h('span', { class: 'track', 'aria-hidden': 'true' }),
            h('span', {}, title),
          ),
        ),
      ),
    ),
    h(
      'div',
      { class: 'bot-life' },
      h(
        'p',
        { role: 'status' },
        h('span', { class: `dot ${bot.state}`, 'aria-hidden': 'true' }),
        BOT[bot.state],
        bot.pid === null ? null : h('span', { class: 'muted' }, ` as process ${bot.pid}`),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'button danger-quiet',
          disabled: bot.state !== 'running',
          gesture: { kind: 'kill bot' },
          title: 'It is started again at once, and the thread goes on',
        },
        'kill -9',
        h('span', { class: 'sr' }, ' the bot'),
      ),
    ),
  );
}
