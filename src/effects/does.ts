import type { EffectContract, ReportOf } from '#machines/effects.ts';
import type { Performer } from '#src/engine/performer.ts';

/** Whoever does what the tree asks for by this name: it gets what the contract says, and reports nothing else. */
export type Does<Kind extends keyof EffectContract> = Performer<EffectContract[Kind]['input'], ReportOf<Kind>>;
