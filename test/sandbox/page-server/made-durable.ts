import type { Player } from './player.ts';

/** From a proved recovery by re-point to the end: the revert merged, its build verified, production smoke-tested. */
export async function madeDurable(people: Player): Promise<void> {
  await people.isAsked('Merge a pull request that reverts the bad commit');
  await people.does('merge-revert');
  await people.presses('ada', 'Done');
  await people.isAsked('Verify the new build on its own URL');
  await people.presses('ada', 'Done');
  await people.isAsked('Promote the new build');
  await people.does('promote-build');
  await people.presses('ada', 'Done');
  await people.isAsked('Smoke-test production');
  await people.presses('ada', 'Done');
  await people.isAsked('Closed');
}
