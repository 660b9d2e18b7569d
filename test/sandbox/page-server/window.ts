import type { Act, ActAnswer, State } from '#sandbox/page/protocol.ts';
import type { Block } from '#sandbox/slack/blocks/block.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { StateShape } from './state-shape.ts';

/** One person's browser window: what the page is told, and what it sends. */
export interface Window {
  /** Waits for a state in which the answer is there. */
  readonly sees: <Found>(what: string, look: (state: State) => Found | null | undefined | false) => Promise<Found>;
  readonly acts: (act: Act) => Promise<ActAnswer>;
  readonly close: () => void;
}

const PATIENCE_MS = 150_000;

export async function openWindow(url: string, as: string): Promise<Window> {
  const closing = new AbortController();
  const response = await fetch(`${url}/events?as=${as}`, { signal: closing.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`/events answered ${response.status}`);
  let newest: State | null = null;
  const listeners = new Set<() => void>();
  void follow(response.body.pipeThrough(new TextDecoderStream()), (state) => {
    newest = state;
    for (const listener of listeners) listener();
  });

  return {
    sees: (what, look) =>
      new Promise((resolve, reject) => {
        const attempt = () => {
          const found = newest === null ? null : look(newest);
          if (found === null || found === undefined || found === false) return;
          stop();
          resolve(found);
        };
        const stop = () => {
          clearTimeout(deadline);
          listeners.delete(attempt);
        };
        const deadline = setTimeout(() => {
          stop();
          reject(new Error(`${as} did not see ${what}. There is:\n${newest === null ? 'nothing' : inWords(newest)}`));
        }, PATIENCE_MS);
        listeners.add(attempt);
        attempt();
      }),
    acts: async (act) => {
      const answer = await fetch(`${url}/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(act),
      });
      return (await answer.json()) as ActAnswer;
    },
    close: () => closing.abort(),
  };
}

function inWords({ channel, view, world }: State): string {
  const said = channel.messages.map(({ text, blocks }) => plainText({ text, blocks: blocks as readonly Block[] }));
  const { scenario, runs, faults, bot } = world;
  return [...said, JSON.stringify({ view, scenario, runs, faults, bot }, null, 1)].join('\n\n');
}

async function follow(chunks: ReadableStream<string>, heard: (state: State) => void): Promise<void> {
  let text = '';
  try {
    for await (const chunk of chunks) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) heard(StateShape.parse(JSON.parse(event.slice('data: '.length))));
    }
  } catch (error) {
    // The window was closed, or its page was.
    if (!(error instanceof Error) || (error.name !== 'AbortError' && error.message !== 'terminated')) throw error;
  }
}
