import { expect, test } from 'vitest';
import { floorOf } from '#src/schema/verdict/floor-of.ts';
import { catalogueOf } from './catalogue-of.ts';
import { migration } from './migrations.ts';

const state = (name: string, columns: readonly string[]) => ({ migration: migration(name), catalogue: catalogueOf({ t: columns }) });
const nothingIsUnclear = (): boolean => false;

const ONE = state('1', ['a', 'b']);
const TWO = state('2', ['a', 'b', 'c']);
const THREE = state('3', ['a', 'c']);
const FOUR = state('4', ['a', 'c', 'd']);

test('the floor is above the state that the live schema breaks', () => {
  expect(floorOf({ earlier: [ONE, TWO], steps: [THREE, FOUR], runs: false, isUnclear: nothingIsUnclear })).toEqual({
    kind: 'floor',
    oldest: '3',
    endedBy: '3',
  });
});

test('as far as was looked, everything runs', () => {
  expect(floorOf({ earlier: [ONE], steps: [TWO], runs: true, isUnclear: nothingIsUnclear })).toEqual({ kind: 'not reached', oldest: '1' });
});

test('what was found out about the code to go back to counts for more than its schema', () => {
  expect(floorOf({ earlier: [ONE], steps: [TWO], runs: false, isUnclear: nothingIsUnclear })).toEqual({
    kind: 'floor',
    oldest: '2',
    endedBy: '2',
  });
  expect(floorOf({ earlier: [TWO], steps: [THREE], runs: true, isUnclear: nothingIsUnclear })).toEqual({
    kind: 'not reached',
    oldest: '2',
  });
});

test('code that was found to run is the floor at least, whatever the schema says of what came after it', () => {
  expect(floorOf({ earlier: [ONE, TWO], steps: [THREE, FOUR], runs: true, isUnclear: nothingIsUnclear })).toEqual({
    kind: 'floor',
    oldest: '2',
    endedBy: '3',
  });
});

test('it ends at a migration of which it cannot be told what it did', () => {
  const isUnclear = ({ name }: { name: string }): boolean => name === '4';
  expect(floorOf({ earlier: [THREE], steps: [FOUR, state('5', ['a', 'c', 'd', 'e'])], runs: false, isUnclear })).toEqual({
    kind: 'floor',
    oldest: '4',
    endedBy: '4',
  });
  expect(floorOf({ earlier: [ONE, THREE, FOUR], steps: [], runs: true, isUnclear })).toEqual({ kind: 'floor', oldest: '4', endedBy: '4' });
});

test('without a state there is none', () => {
  expect(floorOf({ earlier: [], steps: [], runs: true, isUnclear: nothingIsUnclear })).toBe(null);
});
