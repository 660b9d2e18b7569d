import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { choices } from '#machines/choices.ts';
import { drawBlock } from '#sandbox/page/client/blocks/draw-block.ts';
import type { JsonObject } from '#sandbox/page/client/blocks/json.ts';
import type { IncidentView } from '#src/slack/incidents.ts';
import { drillHandOver, drillReminder } from '#src/slack/messages/drill-reminder.ts';
import { help, openIncidents, pastIncidents } from '#src/slack/messages/overview.ts';
import { saying } from '#src/slack/messages/saying.ts';
import { status } from '#src/slack/messages/status.ts';
import { answerView } from '#src/slack/views/answer.ts';
import { handOverDrillView } from '#src/slack/views/hand-over-drill.ts';
import { CLOSED, declareModal, OPEN, OPENED, SAYINGS } from '../fixtures/incident.ts';
import { incidentView } from '../fixtures/incident-view.ts';
import { READER } from '../fixtures/reader.ts';
import { wordsOf } from '../to-html.ts';

const DRILL = { schedule: 'weekly', service: 'invoices', kind: 'drill', channel: 'C0INCIDENTS', occurrence: OPENED, missedSince: OPENED };

const INCIDENTS: readonly IncidentView[] = [...OPEN, CLOSED].map((snapshot) => incidentView(snapshot, OPENED));

describe('everything that the bot sends is drawn', () => {
  test('the message of an incident while it asks, in a drill, and once it is closed', () => {
    expect(holes(INCIDENTS.flatMap((incident) => status(incident).blocks))).toEqual([]);
  });

  test('every modal that a choice opens, and those for declaring an incident and handing over a drill', () => {
    const asking = INCIDENTS.flatMap((incident) =>
      choices(incident.snapshot)
        .filter(({ asks }) => asks !== 'click')
        .flatMap((choice) => answerView(incident, choice).blocks),
    );
    expect(asking).not.toEqual([]);
    expect(holes([...asking, ...declareModal().blocks, ...handOverDrillView(DRILL).blocks])).toEqual([]);
  });

  test('everything that is said in a thread, also in the oldest blocks', () => {
    const said = SAYINGS.flatMap((one) => (['live', 'drill'] as const).map((mode) => saying(one, mode, [])));
    expect(holes(said.flatMap(({ blocks }) => blocks))).toEqual([]);
    expect(holes(said.flatMap(({ classic }) => classic ?? []))).toEqual([]);
  });

  test('reminders of drills, lists of incidents and the help', () => {
    const messages = [
      drillReminder(DRILL),
      drillHandOver(DRILL, 'U0ADA', 'U0BEN'),
      openIncidents(INCIDENTS, 'acme'),
      pastIncidents([], 'acme'),
      help('/rollback'),
    ];
    expect(holes(messages.flatMap(({ blocks }) => blocks))).toEqual([]);
  });

  test('every type of block and element that stands in its source, said in these tests or not', () => {
    const found = typesInSource();
    expect(found).toContain('data_visualization');
    expect(found.filter((type) => !canBeDrawn(type))).toEqual([]);
  });

  test.each(['video', 'table', 'datepicker', 'overflow', 'rich_text_other'])('and a %s would be missed', (type) => {
    expect(canBeDrawn(type)).toBe(false);
  });
});

function holes(blocks: readonly object[]): string[] {
  return [...new Set(blocks.map((block) => wordsOf(draw({ ...block }))).filter((words) => words.includes('does not draw it')))];
}

function draw(block: JsonObject) {
  return drawBlock(block, { pane: 'channel', ts: '1.1', block: 'b', errors: {}, reader: READER });
}

/** Literal types in the bot's builders, without those of views and of what Slack sends. */
function typesInSource(): readonly string[] {
  const files = [...globSync('src/slack/**/*.ts'), 'src/evidence/recovery/chart-block.ts'];
  const notDrawnByItself = new Set(['modal', 'message_action']);
  const source = files.map((file) => readFileSync(file, 'utf8')).join(' ');
  const types = Array.from(source.matchAll(/\btype: '([a-z_]+)'/g), (match) => match[1] ?? '');
  return [...new Set(types)].filter((type) => !notDrawnByItself.has(type));
}

/** A type can be drawn if there is a place where it leaves no hole: as a block, or inside of one. */
function canBeDrawn(type: string): boolean {
  const inside = [{ type, text: 'x', elements: [], options: [] }];
  const places: readonly JsonObject[] = [
    { type, text: { type: 'mrkdwn', text: 'x' }, elements: [], element: { type: 'plain_text_input' }, chart: { type: 'line', series: [] } },
    { type: 'actions', elements: inside },
    { type: 'context', elements: inside },
    { type: 'input', element: inside[0] },
    { type: 'rich_text', elements: inside },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: inside }] },
    { type: 'data_visualization', chart: { type, series: [] } },
  ];
  return places.some((place) => holes([place]).length === 0);
}
