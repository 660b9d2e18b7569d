import { z } from 'zod';
import { SwitchbackError, type ErrorCode } from '#domain/errors.ts';
import { inMode } from '../in-mode.ts';
import { notice } from '../views/notice.ts';

export type Sentence = (command: string) => string;

export const RESTARTING: Sentence = () => 'I am restarting, so nothing was done. Try again in a few seconds.';
export const NOT_MINE: Sentence = (command) => `I do not know that one, so nothing was done. Type \`${command} help\`.`;
const FAILED: Sentence = (command) =>
  `Something went wrong on my side, and I cannot tell whether that counted. It is reported. Look at the incident’s message, or type \`${command} status\`, before you try again.`;

/** These say themselves what was not done and what to do, in words for whoever clicked. */
const SAID_AS_THEY_ARE: ReadonlySet<string> = new Set(['store_unavailable', 'snapshot_invalid', 'journal_broken'] satisfies ErrorCode[]);

/** What whoever sent a payload is told when its listener threw. Bolt wraps what is not its own. */
export function failed(error: unknown): Sentence {
  const original = error instanceof Error && 'original' in error ? error.original : error;
  const said = original instanceof SwitchbackError && SAID_AS_THEY_ARE.has(original.code) ? original.message : null;
  return said === null ? FAILED : () => said;
}

const Text = z.string().optional().catch(undefined);

/** What of a payload says where its sender looks for an answer, and whether that is a drill. Of another shape it is simply not there. */
const Payload = z.object({
  type: Text,
  command: Text,
  text: Text,
  message: z.object({ text: Text }).optional().catch(undefined),
  view: z
    .object({ title: z.object({ text: Text }) })
    .optional()
    .catch(undefined),
  container: z.object({ thread_ts: Text }).optional().catch(undefined),
  response_url: z.url().optional().catch(undefined),
});

export interface LastWord {
  /** What the acknowledgement carries; undefined where it can carry nothing to read. */
  readonly acknowledgement: object | undefined;
  /** Where to say it instead, and what. Null where Slack has no such place. */
  readonly instead: { readonly url: string; readonly body: object } | null;
}

/** One private sentence to whoever sent a payload that no listener answered. */
export function lastWord(payload: unknown, sentence: string): LastWord {
  const { type, command, text, message, view, container, response_url: url } = Payload.parse(payload);
  const isDrill = command === undefined ? saysDrill(message?.text) || saysDrill(view?.title.text) : /^\s*drill\b/.test(text ?? '');
  const said = inMode(isDrill ? 'drill' : 'live', sentence);
  const thread = container?.thread_ts === undefined ? {} : { thread_ts: container.thread_ts };
  const instead = url === undefined ? null : { url, body: { response_type: 'ephemeral', replace_original: false, text: said, ...thread } };
  if (command !== undefined) return { acknowledgement: { response_type: 'ephemeral', text: said }, instead };
  if (type !== 'view_submission') return { acknowledgement: undefined, instead };
  return { acknowledgement: { response_action: 'update', view: notice(said) }, instead };
}

function saysDrill(text: string | undefined): boolean {
  return text?.startsWith('DRILL') === true;
}
