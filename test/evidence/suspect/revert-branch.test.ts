import { expect, test } from 'vitest';
import { revertBranch } from '#src/evidence/suspect/revert-branch.ts';

test('the branch of a revert is the same for the same incident and commits, and another for others', () => {
  expect(revertBranch('INC-20261130-1', ['c2', 'c1'])).toBe('switchback/revert-inc-20261130-1-b1e760ee64a3');
  expect(revertBranch('INC-20261130-1', ['c1'])).not.toBe(revertBranch('INC-20261130-1', ['c2', 'c1']));
  expect(revertBranch('INC-2', ['c1'])).not.toBe(revertBranch('INC-1', ['c1']));
});

test('what no branch may have in its name is left out', () => {
  expect(revertBranch('..Shop: a b~^?*[\\', ['c1'])).toMatch(/^switchback\/revert-shop-a-b-[0-9a-f]{12}$/);
});
