import { controls } from '#sandbox/slack/controls.ts';
import type { Message } from '#sandbox/slack/message.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import type { World } from '#sandbox/world/start-world.ts';
import type { Transcript } from './transcript.ts';

export type Name = keyof typeof PEOPLE;

/** What people do and see in one walk. Everything waits until it can be done, and says what was there when it never could. */
export interface Stage {
  readonly says: (who: Name, command: string) => Promise<void>;
  /** Presses a button of the incident's message, or an entry of its menu, by the beginning of its label. */
  readonly clicks: (who: Name, label: string) => Promise<void>;
  /** The same where it opens a modal, which is then filled in and sent. */
  readonly writes: (who: Name, label: string, words: string) => Promise<void>;
  /** Waits until the incident's message is headed by this. */
  readonly until: (title: string, withinMs?: number) => Promise<void>;
  /** Waits until the thread, or the message itself, says this. */
  readonly reads: (words: string, withinMs?: number) => Promise<void>;
  /** Something that happens in the world, not in Slack. */
  readonly happens: (what: string, work: () => Promise<unknown>) => Promise<void>;
  /** When people acted: each press and each modal sent, milliseconds since the epoch. */
  readonly acted: readonly number[];
  /** When something happened in the world that people did outside Slack. */
  readonly busy: readonly Span[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nobody waits for it but a walk that has failed. */
const PATIENCE_MS = 300_000;
/** What Slack shows where an acknowledgement came too late: the person presses again. */
const TOO_LATE = new Set(['dispatch_failed', 'operation_timeout']);

export function createStage({ slack }: World, transcript: Transcript): Stage {
  const acted: number[] = [];
  const busy: Span[] = [];

  const root = (): Message | undefined =>
    slack.messages(CHANNEL.id).findLast(({ metadata }) => metadata?.event_type === 'switchback_incident');
  const said = (): string => {
    const message = root();
    return message === undefined ? '' : slack.thread(CHANNEL.id, message.ts).map(plainText).join('\n');
  };
  const offered = (label: string) => {
    const message = root();
    if (message === undefined) return null;
    for (const control of controls(message)) {
      if (control.kind === 'button' && control.label.startsWith(label)) return { message, named: control.label };
      const value = control.options.map(optionText).find((text) => text.startsWith(label));
      if (value !== undefined) return { message, named: { actionId: control.actionId, value } };
    }
    return null;
  };
  const press = async (who: Name, label: string) => {
    const { message, named } = await slack.waitFor(`“${label}” can be pressed; shown is:\n${said()}`, () => offered(label), PATIENCE_MS);
    acted.push(Date.now());
    transcript.acts(who, `presses “${typeof named === 'string' ? named : named.value}”`);
    const result = await slack.person(PEOPLE[who].id).clicks(message, named);
    if (!result.ok && TOO_LATE.has(result.error ?? '')) return await again(who, label, result.error ?? '');
    if (!result.ok) throw new Error(`${who} pressed “${label}” and Slack showed ${result.error}`);
  };

  /** Unless it counted after all: then the button is gone. */
  const again = async (who: Name, label: string, error: string): Promise<void> => {
    transcript.happens(`Slack shows ${who} ${error}: this machine is busy, and the acknowledgement came too late`);
    const before = said();
    await slack.waitFor('something to go on', () => said() !== before || offered(label) !== null, PATIENCE_MS);
    if (offered(label) !== null) await press(who, label);
  };

  return {
    acted,
    busy,
    says: async (who, command) => {
      transcript.acts(who, command);
      const result = await slack.person(PEOPLE[who].id).says(CHANNEL.id, command);
      if (!result.ok) throw new Error(`${who} typed ${command} and Slack showed ${result.error}`);
      if (result.text !== null && result.text !== '') transcript.privately(who, result.text);
    },
    clicks: press,
    writes: async (who, label, words) => {
      await press(who, label);
      const person = PEOPLE[who].id;
      const view = await slack.waitFor(`a modal for ${who}`, () => slack.openView(person), PATIENCE_MS);
      acted.push(Date.now());
      transcript.acts(who, `writes “${words}”`);
      const result = await slack.person(person).submits(view, { words });
      if (!result.ok) throw new Error(`${who} sent the modal and Slack showed ${JSON.stringify(result.errors ?? result.error)}`);
    },
    until: async (title, withinMs = PATIENCE_MS) => {
      await slack
        .waitFor(`the incident says “${title}”`, () => root()?.text.includes(title) === true, withinMs)
        .catch((error: unknown) => {
          throw new Error(`Waited in vain for “${title}”. The thread says:\n${said()}`, { cause: error });
        });
    },
    reads: async (words, withinMs = PATIENCE_MS) => {
      await slack
        .waitFor(`the thread says “${words}”`, () => said().includes(words), withinMs)
        .catch((error: unknown) => {
          throw new Error(`Waited in vain for “${words}”. The thread says:\n${said()}`, { cause: error });
        });
    },
    happens: async (what, work) => {
      transcript.happens(what);
      const from = Date.now();
      await work();
      busy.push({ from, to: Date.now() });
    },
  };
}

function optionText(option: Readonly<Record<string, unknown>>): string {
  const text = option['text'];
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}
