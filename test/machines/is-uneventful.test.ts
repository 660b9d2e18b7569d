import { transition } from 'xstate';
import { expect, test } from 'vitest';
import type { Snapshot } from '#machines/choices.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { incident } from '#machines/incident.ts';
import { isUneventful } from '#machines/is-uneventful.ts';
import { APP_BUG, gathered, walk } from '#test/support/walk.ts';
import { ada, looked, TO_MOVED, watched } from './stories/events.ts';

const WATCH: IncidentEvent = { type: 'watch.due', at: 2_150_000 };

test('a watch that sees what the one before it saw leaves nothing to keep', () => {
  const open = walk({}, gathered(APP_BUG), WATCH, watched('on'));
  expect(uneventful(open.snapshot, WATCH, watched('on'), WATCH, watched('unknown'))).toEqual([true, true, true, true]);
});

test('one that sees the switch turned is kept, and so is everything that a person does', () => {
  const open = walk({}, gathered(APP_BUG), WATCH, watched('on'));
  expect(uneventful(open.snapshot, watched('off'), watched('off'), ada('note.add', { text: 'I look at it' }))).toEqual([
    false,
    true,
    false,
  ]);
});

test('a look at the error rate is kept when its verdict or the reason for it is another', () => {
  const { snapshot } = walk({}, ...TO_MOVED);
  const counting = looked('inconclusive', { reason: 'not enough evidence yet' });
  const lagging = looked('cannot look', { reason: 'data is late' });
  expect(uneventful(snapshot, counting, counting, lagging, lagging, counting)).toEqual([false, true, false, true, false]);
});

function uneventful(from: Snapshot, ...events: readonly IncidentEvent[]): boolean[] {
  let before = from;
  return events.map((event) => {
    const [after, actions] = transition(incident, before, event);
    const found = isUneventful({ before, after, event, actions });
    before = after;
    return found;
  });
}
