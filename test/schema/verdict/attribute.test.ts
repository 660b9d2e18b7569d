import { expect, test } from 'vitest';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { found } from '#src/schema/diff/found.ts';
import { attribute } from '#src/schema/verdict/attribute.ts';
import type { Step } from '#src/schema/verdict/walk-span.ts';
import { catalogueOf } from './catalogue-of.ts';
import { migration } from './migrations.ts';

type Tables = Parameters<typeof catalogueOf>[0];

const BEFORE = catalogueOf({ t: ['a', 'b'], u: ['x'] });

function step(name: string, after: Tables, statements: readonly { readonly line: number; readonly after: Tables }[] = []): Step {
  return {
    migration: migration(name),
    catalogue: catalogueOf(after),
    parsed: { kind: 'parsed', statements: [], comments: [] },
    failures: [],
    statements: statements.map(({ line, after: tables }) => ({ line, catalogue: catalogueOf(tables) })),
  };
}

function placesOf(...steps: Step[]): string[] {
  const live = steps.at(-1)?.catalogue ?? BEFORE;
  return attribute(diffCatalogues(BEFORE, live), BEFORE, steps).map(({ code, object, file, line }) => `${code} ${object} ${file}:${line}`);
}

test('a finding has the statement that did it', () => {
  const after = { t: ['a'], u: ['x'] };
  const statements = [
    { line: 2, after: { t: ['a', 'b'], u: ['x'] } },
    { line: 5, after },
    { line: 7, after },
  ];
  expect(placesOf(step('1', after, statements))).toEqual(['COLUMN_DROPPED public.t.b 1.sql:5']);
});

test('the migration alone where its statements were not looked at', () => {
  expect(placesOf(step('1', { t: ['a', 'b'], u: ['x'] }), step('2', { t: ['a', 'b'] }))).toEqual(['TABLE_DROPPED public.u 2.sql:null']);
});

test('the last one that did the same, where it was undone between', () => {
  expect(placesOf(step('1', { t: ['a'], u: ['x'] }), step('2', { t: ['a', 'b'], u: ['x'] }), step('3', { t: ['a'], u: ['x'] }))).toEqual([
    'COLUMN_DROPPED public.t.b 3.sql:null',
  ]);
});

test('what no difference explains was done by the only migration; of several nobody knows', () => {
  const elsewhere = found('AMBIGUOUS_COLUMN', 'sqlx queries', 'It is ambiguous.');
  const [one, two] = [step('1', { t: ['a'], u: ['x'] }), step('2', { t: ['a'], u: ['x'] })];
  expect(attribute([elsewhere], BEFORE, [one])).toEqual([{ ...elsewhere, file: '1.sql', line: null }]);
  expect(attribute([elsewhere], BEFORE, [one, two])).toEqual([elsewhere]);
});
