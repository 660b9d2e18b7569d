const LIFE_MS = 3000;

export type Redeemed =
  | { readonly kind: 'redeemed'; readonly userId: string }
  | { readonly kind: 'refused'; readonly error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };

export interface Triggers {
  readonly issue: (userId: string) => string;
  readonly redeem: (id: string) => Redeemed;
}

/** Trigger ids open one view each, within three seconds. */
export function createTriggers(now: () => number, newId: (prefix: string) => string): Triggers {
  const issued = new Map<string, { readonly userId: string; readonly at: number; used: boolean }>();
  return {
    issue: (userId) => {
      const id = newId('trigger.');
      issued.set(id, { userId, at: now(), used: false });
      return id;
    },
    redeem: (id) => {
      const trigger = issued.get(id);
      if (trigger === undefined) return { kind: 'refused', error: 'invalid_trigger_id' };
      if (trigger.used) return { kind: 'refused', error: 'exchanged_trigger_id' };
      if (now() - trigger.at > LIFE_MS) return { kind: 'refused', error: 'expired_trigger_id' };
      trigger.used = true;
      return { kind: 'redeemed', userId: trigger.userId };
    },
  };
}
