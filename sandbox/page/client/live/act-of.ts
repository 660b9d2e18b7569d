import type { Act } from '../../protocol.ts';
import type { Gesture } from '../gesture.ts';

/** What is sent for a gesture. Null where it concerns this window only, or needs what was typed. */
export function actOf(gesture: Gesture, as: string): Act | null {
  switch (gesture.kind) {
    case 'press':
      return gesture.confirmation === null ? { kind: 'press', as, ...gesture.press } : null;
    case 'use shortcut':
      return { kind: 'shortcut', as, callbackId: gesture.callbackId, ts: gesture.ts };
    case 'close view':
      return { kind: 'close', as, view: gesture.view };
    case 'start scenario':
      return { kind: 'start scenario', key: gesture.key };
    case 'switch fault':
      return { kind: 'fault', key: gesture.key, on: gesture.on };
    case 'run':
      return { kind: 'run', key: gesture.key };
    case 'ask hint':
      return { kind: 'ask hint' };
    case 'kill bot':
      return { kind: 'kill bot' };
    case 'answer confirmation':
    case 'send':
    case 'attach':
    case 'complete':
    case 'open thread':
    case 'close thread':
    case 'show':
    case 'play':
    case 'submit view':
    case 'dismiss notice':
      return null;
  }
}
