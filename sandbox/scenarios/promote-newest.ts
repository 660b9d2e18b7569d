import type { LocalVercel } from '#sandbox/vercel/local-vercel.ts';

/** A person promotes the newest build in the dashboard. Its id, once the platform's job has succeeded. */
export async function promoteNewest(vercel: LocalVercel): Promise<string> {
  const newest = vercel.deployments.at(-1);
  if (newest === undefined) throw new Error('There is no build, so nothing was promoted.');
  const serves = () => vercel.domains.every(({ name }) => vercel.aliasOf(name) === newest.id);
  if (serves()) throw new Error('The newest build serves already, so nothing was promoted.');
  const moved = Promise.withResolvers<void>();
  const stop = vercel.onChange(() => {
    if (serves() && vercel.job?.status === 'succeeded') moved.resolve();
  });
  vercel.moveAsSomeoneElse('promote', newest.id);
  await moved.promise;
  stop();
  return newest.id;
}
