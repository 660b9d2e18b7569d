import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { PEOPLE, CHANNEL } from '#sandbox/world/people.ts';

export interface Transcript {
  readonly acts: (who: keyof typeof PEOPLE, what: string) => void;
  readonly privately: (who: string, text: string) => void;
  readonly happens: (what: string) => void;
  readonly stop: () => void;
}

const NAMES: ReadonlyMap<string, string> = new Map(Object.values(PEOPLE).map(({ id, name }) => [id, name]));

/** Writes down what people do and what the bot says, as a colleague who looks over the shoulder would read it. */
export function startTranscript(slack: Slack, print: (line: string) => void): Transcript {
  const startedAt = Date.now();
  const seen = new Map<string, string>();

  const add = (who: string, text: string) => {
    const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
    const clock = `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)}s`;
    print(`${clock}  ${who.padEnd(10)} ${first}`);
    for (const line of rest) print(`${' '.repeat(20)}${line}`);
  };
  const look = () => {
    for (const root of slack.messages(CHANNEL.id)) {
      const isStatus = root.metadata?.event_type === 'switchback_incident';
      for (const message of isStatus ? slack.thread(CHANNEL.id, root.ts) : [root]) {
        const isRoot = message.ts === root.ts;
        const files = message.files.map(({ name }) => `attaches ${name}`);
        const content = isRoot && isStatus ? message.text : [readable(plainText(message)), ...files].join('\n');
        if (seen.get(message.ts) === content) continue;
        seen.set(message.ts, content);
        add(isRoot && isStatus ? 'status' : 'bot', content);
      }
    }
  };
  const stop = slack.onChange(look);

  return {
    acts: (who, what) => add(who, what),
    privately: (who, text) => add(`(to ${who})`, readable(text)),
    happens: (what) => add('world', what),
    stop,
  };
}

/** Slack's markup as a person sees it. */
function readable(text: string): string {
  return text
    .replaceAll(/<?@(U\w+)>?/g, (_, id: string) => `@${NAMES.get(id) ?? id}`)
    .replaceAll(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replaceAll(/[*`]/g, '')
    .replaceAll(/(?<=^|\s)_([^\n]+?)_(?=\s|$)/gm, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
