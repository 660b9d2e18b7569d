import type { ActAnswer, ShownMessage, State } from '#sandbox/page/protocol.ts';
import type { PEOPLE } from '#sandbox/world/people.ts';
import { controls, type Control } from '#sandbox/slack/controls.ts';
import { openWindow, type Window } from './window.ts';

type Name = keyof typeof PEOPLE;

/** People with the page open, who do what it offers and wait until it does. */
export interface Player {
  readonly window: (who: Name) => Promise<Window>;
  readonly starts: (scenario: string) => Promise<void>;
  readonly types: (who: Name, text: string) => Promise<void>;
  /** Presses a button of the incident's message, or an entry of its menu, by the beginning of its label. */
  readonly presses: (who: Name, label: string) => Promise<void>;
  /** The same where it opens a dialog, which is then filled in and sent. */
  readonly writes: (who: Name, label: string, words: string) => Promise<void>;
  /** Does something outside Slack. */
  readonly does: (run: string) => Promise<void>;
  readonly killsBot: () => Promise<void>;
  readonly switches: (fault: string, on: boolean) => Promise<void>;
  /** Waits until the incident's message is headed by one of these, and tells by which. */
  readonly isAsked: (...titles: readonly string[]) => Promise<string>;
  /** Waits until the thread says this. */
  readonly reads: (words: string) => Promise<void>;
  readonly close: () => void;
}

export function createPlayer(url: string): Player {
  const opened = new Map<Name, Promise<Window>>();
  const window = (who: Name) => {
    const known = opened.get(who) ?? openWindow(url, who);
    opened.set(who, known);
    return known;
  };

  async function press(who: Name, label: string): Promise<void> {
    const { sees, acts } = await window(who);
    const found = await sees(`“${label}”`, (state) => offered(state, label));
    expectDone(await acts({ kind: 'press', as: who, ...found }), label);
  }

  return {
    window,
    starts: async (scenario) => {
      const { sees, acts } = await window('ada');
      expectDone(await acts({ kind: 'start scenario', key: scenario }), scenario);
      await sees('what is being prepared', ({ world }) => world.scenario?.key === scenario && world.scenario.state === 'preparing');
      await sees('the fault', ({ world }) => world.scenario?.state === 'running');
    },
    types: async (who, text) => {
      const { acts } = await window(who);
      expectDone(await acts({ kind: 'type', as: who, text }), text);
    },
    presses: press,
    writes: async (who, label, words) => {
      await press(who, label);
      const { sees, acts } = await window(who);
      const { id } = await sees('a dialog', ({ view }) => view);
      expectDone(await acts({ kind: 'submit', as: who, view: id, values: { words } }), label);
    },
    does: async (run) => {
      const { acts } = await window('ada');
      expectDone(await acts({ kind: 'run', key: run }), run);
    },
    killsBot: async () => {
      const { acts } = await window('ada');
      expectDone(await acts({ kind: 'kill bot' }), 'kill -9');
    },
    switches: async (fault, on) => {
      const { acts } = await window('ada');
      expectDone(await acts({ kind: 'fault', key: fault, on }), fault);
    },
    isAsked: async (...titles) => {
      const { sees } = await window('ada');
      return sees(`“${titles.join('” or “')}”`, (state) => titles.find((title) => incidentIn(state)?.text.includes(title)));
    },
    reads: async (words) => {
      const { sees } = await window('ada');
      await sees(`“${words}”`, ({ channel }) => JSON.stringify(channel.messages).includes(JSON.stringify(words).slice(1, -1)));
    },
    close: () => {
      for (const one of opened.values()) void one.then(({ close }) => close());
    },
  };
}

/** The message of the newest incident. */
export function incidentIn({ channel }: State): ShownMessage | undefined {
  return channel.messages.findLast(({ text, threadTs }) => threadTs === null && text.includes('invoices: '));
}

interface Offered {
  readonly ts: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | null;
}

function offered(state: State, label: string): Offered | null {
  const message = incidentIn(state);
  if (message === undefined) return null;
  for (const control of controls({ blocks: message.blocks as Parameters<typeof controls>[0]['blocks'] })) {
    const value = valueIn(control, label);
    if (value !== undefined) return { ts: message.ts, actionId: control.actionId, blockId: control.blockId, value };
  }
  return null;
}

/** Undefined where the control does not offer it. */
function valueIn({ kind, label, value, options }: Control, wanted: string): string | null | undefined {
  if (kind === 'button') return label.startsWith(wanted) ? value : undefined;
  const option = options.find(({ text }) => JSON.stringify(text).includes(`"${wanted}`));
  return option === undefined ? undefined : String(option['value']);
}

function expectDone(answer: ActAnswer, what: string): void {
  if (answer.kind === 'refused') throw new Error(`“${what}” was refused: ${answer.why}`);
}
