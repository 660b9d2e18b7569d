import { performers } from '#src/bot/performers.ts';
import { MOVE_TIMING } from '#src/effects/start-move.ts';
import type { EffectKinds } from '#src/engine/performer.ts';

/** What is known of every kind before it is done. Nothing can be done with these. */
export const EFFECT_KINDS: EffectKinds = performers({} as never, {} as never, {} as never, MOVE_TIMING);
