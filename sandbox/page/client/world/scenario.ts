import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import { card } from './card.ts';
import { countdown } from './countdown.ts';
import { scenarioList } from './scenario-list.ts';

const STATES = { preparing: 'Preparing', running: 'Running', over: 'Over' } as const;

/** What is being lived through: what happens now, what can be done outside Slack, a hint, and how it went. */
export function scenario({ world, scenarios, channel }: State, now: number): Markup | null {
  const { scenario: played, hint, result, runs } = world;
  if (played === null) {
    // The channel itself offers them then.
    if (channel.messages.length === 0) return null;
    return card(
      'Scenario',
      null,
      h('p', { class: 'muted' }, 'None yet. Production is healthy, so a drill can be run too.'),
      another('Pick one', scenarios),
    );
  }
  return card(
    'Scenario',
    h('span', { class: `chip ${played.state}` }, STATES[played.state]),
    h('p', { class: 'scenario-title' }, h('strong', {}, played.title)),
    h('p', { role: 'status' }, played.says, countdown(played.faultAt, now)),
    result === null ? null : outcome(result),
    played.state === 'running' ? help(hint) : null,
    played.state === 'running' && runs.length > 0 ? byHand(runs) : null,
    another('Start another', scenarios),
  );
}

function outcome({ headline, parts }: NonNullable<State['world']['result']>): Markup {
  return h(
    'div',
    { class: 'result', role: 'status', id: 'result', tabindex: '-1' },
    h('h4', {}, headline),
    parts.map(({ title, lines }) =>
      h(
        'div',
        { key: title },
        h('h5', {}, title),
        h(
          'ul',
          {},
          lines.map((line) => h('li', {}, line)),
        ),
      ),
    ),
  );
}

function help(hint: string | null): Markup {
  return h(
    'div',
    { class: 'help' },
    h('div', { role: 'status' }, hint === null ? null : h('p', { class: 'hint' }, h('strong', {}, 'Hint '), hint)),
    h('button', { type: 'button', class: 'button', gesture: { kind: 'ask hint' } }, 'Give me a hint'),
  );
}

function byHand(runs: State['world']['runs']): Markup {
  return h(
    'ul',
    { class: 'runs', 'aria-label': 'What you can do outside Slack' },
    runs.map(({ key, title, about, done }) =>
      h(
        'li',
        { key },
        h('div', {}, h('strong', {}, title), h('span', { class: 'muted' }, about)),
        done
          ? h('span', { class: 'chip good' }, 'Done')
          : h('button', { type: 'button', class: 'button', gesture: { kind: 'run', key }, 'aria-label': `Do it: ${title}` }, 'Do it'),
      ),
    ),
  );
}

function another(title: string, scenarios: State['scenarios']): Markup {
  return h('details', { class: 'another' }, h('summary', {}, title), scenarioList(scenarios));
}
