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

/** Half a minute of usual traffic is enough for the proof. */
export async function toRecovered(scene: Scene): Promise<void> {
  await toMoved(scene);
  await scene.passes(30_000);
  await scene.passes(1_000);
  await scene.incident.says('Recovered: ');
  await scene.incident.shows('Merge a pull request that reverts the bad commit');
}
