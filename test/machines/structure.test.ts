import { describe, expect, test } from 'vitest';
import type { ReportEvent } from '#machines/events.ts';
import { MACHINE_VERSION } from '#machines/versions.ts';
import { atomicStates, lists, stateNodes } from './explore/branches.ts';
import { REPORTS } from './explore/reports.ts';

const REPORT_TYPES: ReadonlySet<string> = new Set<ReportEvent['type']>(REPORTS.flatMap((events) => events.map(({ type }) => type)));

const named = stateNodes().map((node) => ({ name: node.path.join('.') || 'incident', node }));

describe('the tree', () => {
  test('is version 2', () => {
    expect(MACHINE_VERSION).toBe('2');
  });

  for (const { name, node } of named) {
    test(`${name} invokes nothing, waits for no clock and starts nobody`, () => {
      expect(node.invoke).toEqual([]);
      expect(node.after).toEqual([]);
      expect(actionNames(node).filter((action) => action.startsWith('xstate.') && action !== 'xstate.assign')).toEqual([]);
    });

    for (const [event, list] of lists(node)) {
      if (event !== 'always' && !REPORT_TYPES.has(event)) continue;
      test(`${name} ends its list for ${event} in a line that asks nothing`, () => {
        expect(list.at(-1)?.guard).toBeUndefined();
        expect(list.slice(0, -1).filter(({ guard }) => guard === undefined)).toEqual([]);
      });
    }
  }

  for (const node of atomicStates()) {
    test(`${node.path.join('.')} says what it is, what it asks and who moves`, () => {
      expect(node.meta?.title).toMatch(/\S/);
      expect(node.meta?.says).toMatch(/\.$/);
      expect(['bot', 'person', 'nobody']).toContain(node.meta?.waitsFor);
    });
  }

  for (const node of atomicStates().filter(({ meta }) => meta?.waitsFor === 'person')) {
    test(`${node.path.join('.')} has the manual instruction one click away`, () => {
      expect(node.meta?.manual).toMatch(/^[a-z][a-zA-Z]+$/);
    });
  }
});

function actionNames(node: ReturnType<typeof stateNodes>[number]): readonly string[] {
  const actions = [...node.entry, ...node.exit, ...lists(node).flatMap(([, list]) => list.flatMap((line) => line.actions))];
  return actions.map((action) => (typeof action === 'string' ? action : 'type' in action ? action.type : ''));
}
