import { promoteNewest } from '#sandbox/scenarios/promote-newest.ts';
import type { Scene } from './start-scene.ts';

/** Somebody on call opens the incident and answers the one question that no fact answers. */
export async function toTheRecommendation({ ada, incident }: Scene): Promise<void> {
  await ada.says('/rollback shop');
  await ada.clicks('No, data is intact');
  await incident.shows('This is what it looks like');
}

export async function toTheConfirmation(scene: Scene): Promise<void> {
  await toTheRecommendation(scene);
  await scene.ada.clicks('Confirm: app bug');
  await scene.incident.shows('Put production back?');
}

export async function toMoved(scene: Scene): Promise<void> {
  await toTheConfirmation(scene);
  await scene.ada.clicks('Roll back to');
  await scene.incident.says('Has production moved back?');
  await scene.incident.says('It is off now');
  await scene.incident.says('is marked as');
}

/** The revert is merged, its build verified, promoted by somebody on the platform, and tested. */
export async function madeDurable({ ada, incident, push, vercel }: Scene): Promise<void> {
  await incident.shows('Merge a pull request that reverts the bad commit');
  await push('5e7e27f00000000000000000000000000000cafe', 'Revert "Show when an invoice was paid"');
  await ada.clicks('Done');
  await incident.shows('Verify the new build on its own URL');
  await ada.clicks('Done');
  await incident.shows('Promote the new build');
  await promoteNewest(vercel);
  await ada.clicks('Done');
  await incident.shows('Smoke-test production');
  await ada.clicks('Done');
}

/** Half a minute of usual traffic is enough for the proof. */
export async function toRecovered(scene: Scene): Promise<void> {
  await toMoved(scene);
  await scene.passes(30_000);
  await scene.passes(1_000);
  await scene.incident.says('Recovered so far: ');
  await scene.incident.shows('Merge a pull request that reverts the bad commit');
}
