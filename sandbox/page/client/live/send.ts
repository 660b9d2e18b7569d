import type { Act, ActAnswer } from '../../protocol.ts';
import { isObject, stringIn } from '../blocks/json.ts';

const PATIENCE_MS = 20_000;

/** Sends one act. It is not sent again by itself: whether a lost one counted can be seen in the channel. */
export async function send(act: Act): Promise<ActAnswer> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return (
      answerOf(await response.json()) ??
      refused(`The sandbox answered ${response.status} and did not say why. Look at the channel before you try again.`)
    );
  } catch {
    return refused('The sandbox did not answer, so it is not known whether this counted. Look at the channel before you try again.');
  }
}

function answerOf(answer: unknown): ActAnswer | null {
  if (!isObject(answer)) return null;
  if (answer['kind'] === 'ok') return { kind: 'ok', said: stringIn(answer, 'said') || null };
  return answer['kind'] === 'refused' ? refused(stringIn(answer, 'why')) : null;
}

function refused(why: string): ActAnswer {
  return { kind: 'refused', why };
}
