import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { incident } from '#machines/incident.ts';
import { decisionTree, overview } from '#src/runbook/decision-tree.ts';
import { flowchart } from '#src/runbook/flowchart.ts';
import { atomicStates } from '#test/machines/explore/branches.ts';

const NODE = /^ {2}[A-Za-z]\w*(?:\["[^"]+"\]|\(\["[^"]+"\]\))$/;
const EDGE = /^ {2}[A-Za-z]\w* -->(?:\|"[^"]+"\|)? [A-Za-z]\w*$/;

test('docs/decision-tree.md is what the machine says now', () => {
  expect(readFileSync('docs/decision-tree.md', 'utf8'), 'It is stale: run `npm run generate`.').toBe(decisionTree(incident));
});

describe('the pictures', () => {
  const pictures = [...decisionTree(incident).matchAll(/```mermaid\n([^`]*)\n```/g)].map(([, picture]) => picture?.split('\n') ?? []);

  test('there is one for each part, and an overview', () => {
    const parts = Object.values(incident.root.states).filter(({ type }) => type === 'compound');
    expect(pictures).toHaveLength(parts.length + 1);
  });

  test('are flowcharts whose every line Mermaid can read', () => {
    for (const [first, ...lines] of pictures) {
      expect(first).toBe('flowchart TD');
      expect(lines.filter((line) => !NODE.test(line) && !EDGE.test(line))).toEqual([]);
    }
  });

  test('name every node that an edge leads to or from, once', () => {
    for (const lines of pictures) {
      const named = lines.filter((line) => NODE.test(line)).map((line) => /\w+/.exec(line)?.[0]);
      const used = lines.flatMap((line) => (EDGE.test(line) ? [/\w+/.exec(line)?.[0], /\w+$/.exec(line)?.[0]] : []));
      expect(used.filter((id) => !named.includes(id))).toEqual([]);
      expect(new Set(named).size).toBe(named.length);
    }
  });
});

test('the overview fits a README: the parts and the classes, from the opening to the end', () => {
  const lines = overview(incident).split('\n');
  expect(lines.filter((line) => NODE.test(line))).toEqual([
    '  declared["Declared"]',
    '  recreating["Development: recreate the database and run the migrations again"]',
    '  staging["Staging"]',
    '  assessing["Looking"]',
    '  classifying["Classifying"]',
    '  notLiveYet["Not live yet"]',
    '  notTheDeploy["It is not the deploy"]',
    '  appBug["App bug"]',
    '  rePoint["Re-point"]',
    '  schemaMistake["Schema mistake"]',
    '  catastrophic["Catastrophic"]',
    '  recovering["Recovering"]',
    '  verifying["Verifying"]',
    '  makingDurable["Making durable"]',
    '  writesStillOff["Writes still off"]',
    '  closed(["Closed"])',
  ]);
  expect(lines).toContain('  classifying --> schemaMistake');
  expect(lines).toContain('  verifying --> assessing');
});

test('the table has a row for every state', () => {
  const rows = decisionTree(incident).match(/^\| `.*$/gm) ?? [];
  expect(rows.map((row) => /`([^`]+)`/.exec(row)?.[1])).toEqual(atomicStates().map(({ path }) => path.join('.')));
  expect(rows.filter((row) => row.split(' | ').length !== 5)).toEqual([]);
});

test('a row says what is asked, who moves and what may be done', () => {
  expect(decisionTree(incident)).toContain(
    '| `rePoint.awaitingSecondPerson` | Break-glass: a second person must agree | The bot advises against this move. It has not been sent. | person | a second person agrees; withdraw it; reconsider the class |',
  );
});

test('a table says what each runbook offers', () => {
  expect(decisionTree(incident)).toContain(
    [
      '| Runbook | App bug | Schema mistake | Catastrophic |',
      '| --- | --- | --- | --- |',
      '| re-point | Forward-fix the schema; Re-point production; Revert and roll forward; Prior code as a new generation | Forward-fix the schema; Re-point, if it is compatible; Apply rollback.sql; Stop a stuck migration | Disaster recovery |',
      '| blue-green | Forward-fix the schema; Flip back to the old side; Prior code as a new generation | Prior code as a new generation; Forward-fix the schema; Stop a stuck migration | Disaster recovery |',
    ].join('\n'),
  );
});

describe('a flowchart', () => {
  test('quotes every label, so that none is read as syntax', () => {
    const nodes = [
      { id: 'a', label: 'Say "it": done? [yes] #1 `now`', shape: 'state' },
      { id: 'b', label: 'End', shape: 'elsewhere' },
    ] as const;
    expect(flowchart(nodes, [{ from: 'a', to: 'b', label: 'x | y' }])).toBe(
      [
        '```mermaid',
        'flowchart TD',
        '  a["Say #quot;it#quot;: done? [yes] #35;1 \'now\'"]',
        '  b(["End"])',
        '  a -->|"x | y"| b',
        '```',
      ].join('\n'),
    );
  });

  test('draws one edge between two nodes, with all its reasons', () => {
    const edge = (label: string) => ({ from: 'a', to: 'b', label });
    expect(flowchart([], [edge('one'), edge(''), edge('two'), edge('one')])).toBe('```mermaid\nflowchart TD\n  a -->|"one, two"| b\n```');
  });
});
