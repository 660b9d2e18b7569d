import { controls } from '#sandbox/slack/controls.ts';
import type { Named } from '#sandbox/slack/clicks.ts';
import type { Message } from '#sandbox/slack/message.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { CHANNEL } from '#sandbox/world/people.ts';

/** The newest incident of the channel, as everybody there sees it. */
export interface IncidentMessage {
  /** Its one status message. */
  readonly root: () => Message;
  /** Waits until the status message is headed by this, or says it. */
  readonly shows: (title: string) => Promise<Message>;
  /** Waits until a reply in the thread says this, and answers that reply's words. */
  readonly says: (words: string) => Promise<string>;
  /** What was said in the thread so far: the first line of each reply. */
  readonly said: () => readonly string[];
  /** What was to be said once and stands there more than once, by the effect that said it. */
  readonly saidAgain: () => readonly string[];
  /** What can be pressed now, the menu's entries included. */
  readonly offers: () => readonly string[];
  /** Waits until a button or an entry of the menu that begins with this can be pressed. */
  readonly offered: (label: string) => Promise<Message>;
}

const PATIENCE_MS = 25_000;

export function createIncidentMessage(slack: Slack): IncidentMessage {
  const newest = () => slack.messages(CHANNEL.id).findLast(({ metadata }) => metadata?.event_type === 'switchback_incident');
  const root = () => {
    const message = newest();
    if (message === undefined) throw new Error('No incident has a message yet.');
    return message;
  };
  const replies = () => {
    const message = newest();
    return message === undefined ? [] : slack.thread(CHANNEL.id, message.ts).filter(({ ts }) => ts !== message.ts);
  };
  return {
    root,
    shows: (title) =>
      slack.waitFor(
        `the incident to show “${title}”`,
        () => {
          const message = newest();
          return message !== undefined && `${message.text}\n${plainText(message)}`.includes(title) ? message : null;
        },
        PATIENCE_MS,
      ),
    says: (words) =>
      slack.waitFor(
        `the thread to say “${words}”`,
        () =>
          replies()
            .map(plainText)
            .find((text) => text.includes(words)),
        PATIENCE_MS,
      ),
    said: () => replies().map((reply) => reply.text),
    saidAgain: () => {
      const effects = replies().map(({ metadata }) => String(metadata?.event_payload['effect']));
      return effects.filter((effect, index) => effects.indexOf(effect) !== index);
    },
    offers: () => pressable(root()).map(({ label }) => label),
    offered: (label) =>
      slack.waitFor(
        `“${label}” to be offered`,
        () => {
          const message = newest();
          return message !== undefined && pressable(message).some((one) => one.label.startsWith(label)) ? message : null;
        },
        PATIENCE_MS,
      ),
  };
}

interface Pressable {
  readonly label: string;
  readonly named: Named;
}

export function pressable(message: Message): readonly Pressable[] {
  return controls(message).flatMap((control): Pressable[] => {
    if (control.kind === 'button') return [{ label: control.label, named: control.label }];
    return control.options.map(labelOf).map((label) => ({ label, named: { actionId: control.actionId, value: label } }));
  });
}

function labelOf(option: Readonly<Record<string, unknown>>): string {
  const { text } = option;
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}
