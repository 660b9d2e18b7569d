import type { Saying } from '#machines/effects.ts';
import { saying } from '../messages/saying.ts';
import { inThread, type ThreadParts } from './in-thread.ts';
import type { Does } from '#src/effects/does.ts';

/** What the tree says. */
export function say(parts: ThreadParts): Does<'say'> {
  return inThread(parts, {
    leaseMs: 20_000,
    what: 'the reply',
    write: async ({ id, mode }, said) => {
      const journal = said.what === 'closing' ? await parts.incidents.journal(id) : [];
      return { message: saying(said, mode, journal), isBroadcast: isForTheChannel(said) };
    },
  });
}

/** Whoever does not follow the thread must hear too that it is over, and that it is not. */
function isForTheChannel(said: Saying): boolean {
  return said.what === 'recovery' && (said.relapse !== undefined || said.evidence[0]?.verdict === 'supports');
}
