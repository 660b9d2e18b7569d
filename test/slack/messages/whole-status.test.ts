import { expect, test } from 'vitest';
import { status } from '#src/slack/messages/status.ts';
import { walk } from '#test/support/walk.ts';
import { incidentView } from '../support/incident-view.ts';
import { MOVED, REFUSED } from '../support/stages.ts';

test('the whole message, as it is sent', () => {
  const value = '["inc-1",3]';
  expect(status(incidentView(walk({}, ...REFUSED).snapshot))).toEqual({
    text: 'invoices: Refused: going back would make it worse',
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: '👉 invoices: Refused: going back would make it worse', emoji: true },
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: [
            '*To* `d0a1e00` “dual-read: coalesce(…”',
            '*Schema* unsafe: /invoices answers 500: column "total" does not exist _app, <!date^2000^{time_secs}|00:33:20 UTC>_',
            'Take the forward-fix instead. Going back all the same needs a second person and a written reason.',
          ].join('\n'),
          verbatim: true,
        },
        expand: true,
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'sb:path.choose:forward-fix', value, text: label('Forward-fix the schema'), style: 'primary' },
          { type: 'button', action_id: 'sb:path.choose:rollback.sql', value, text: label('Apply rollback.sql') },
          { type: 'button', action_id: 'sb:path.choose:stop a stuck migration', value, text: label('Stop a stuck migration') },
          { type: 'button', action_id: 'sb:glass.break', value, text: label('Break glass: roll back anyway…'), style: 'danger' },
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'sb:manual', value, text: { type: 'plain_text', text: 'Do it by hand' } },
          {
            type: 'static_select',
            action_id: 'sb:more',
            placeholder: { type: 'plain_text', text: 'More…' },
            options: [
              option('Go back one question', 'sb:question.back'),
              option('Reconsider the class', 'sb:class.reconsider'),
              option('Add a note…', 'sb:note.add'),
              option('Hand over…', 'sb:incident.handOver'),
              option('Cancel the incident…', 'sb:incident.cancel'),
            ],
          },
        ],
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: 'production · inc-1 · by <@U_ADA> <!date^1795140785^{date_short_pretty} {time}|2026-11-20 02:13 UTC>',
            verbatim: true,
          },
        ],
      },
    ],
  });
});

test('while the bot looks, going forward again is possible and not advised', () => {
  const first = status(incidentView(walk({}, ...MOVED).snapshot)).blocks.find(({ type }) => type === 'actions');
  expect(first).toEqual({
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'sb:undo.confirm',
        value: '["inc-1",3]',
        text: label('Go forward again to c0ffee1'),
      },
    ],
  });
});

function label(text: string): object {
  return { type: 'plain_text', text, emoji: false };
}

function option(text: string, pressed: string): object {
  return { text: { type: 'plain_text', text }, value: `["inc-1",3,"${pressed}"]` };
}
