import { transact } from '#src/store/store.ts';
import { putBack } from './commit.ts';
import type { Engine } from './engine.ts';

/** A person asks to read again whether an ambiguous effect landed. False when it is not ambiguous (any more). */
export async function lookAgain(engine: Engine, effectId: string): Promise<boolean> {
  const put = await transact(engine.store, (tx) => putBack(tx, engine, effectId));
  if (put) engine.nudge();
  return put;
}
