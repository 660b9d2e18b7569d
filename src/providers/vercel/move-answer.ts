import { cutText } from '#domain/cut-text.ts';
import type { Move } from '#domain/deployment.ts';
import type { Sent } from '#src/http/sent.ts';
import type { MoveAnswer } from '../deploys.ts';
import { vercelWords } from './vercel-words.ts';

const LONGEST_SENTENCE = 300;

/** Every 2xx is a yes, also one that the documentation does not list. */
export function moveAnswer(move: Move, sent: Sent): MoveAnswer {
  if (sent.kind === 'not sent') throw sent.error;
  const { status, json } = sent.answer;
  if (sent.kind === 'taken') return { kind: 'accepted', queued: move.gesture === 'promote' && status === 202 };
  if (sent.error.code === 'provider_unauthorized' || sent.error.code === 'provider_rate_limited') throw sent.error;

  const { code, sentence } = vercelWords(json);
  if (status === 409 && sentence !== null && /already the current production deployment/i.test(sentence)) return { kind: 'already there' };
  return { kind: 'refused', status, code, message: oneLine(sentence ?? 'Vercel gave no reason.') };
}

function oneLine(text: string): string {
  return cutText(text.replaceAll(/\s+/g, ' ').trim().toWellFormed(), LONGEST_SENTENCE);
}
