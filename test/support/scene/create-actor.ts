import type { ClickResult } from '#sandbox/slack/clicks.ts';
import type { Message } from '#sandbox/slack/message.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import type { SubmitResult } from '#sandbox/slack/submissions.ts';
import { CHANNEL } from '#sandbox/world/people.ts';
import { pressable, type IncidentMessage } from './incident-message.ts';

/** Somebody in the incident channel. Everything waits until it can be done. */
export interface Actor {
  readonly id: string;
  /** Types a command, and answers what only this person is told at once; empty when nothing. */
  readonly says: (command: string) => Promise<string>;
  /** Presses a button of the incident's message, or an entry of its menu, by the beginning of its label. */
  readonly clicks: (label: string) => Promise<void>;
  /** Presses what `message` showed when it was looked up: another message, or an old window. */
  readonly clicksIn: (message: Message, label: string) => Promise<void>;
  /** Presses what opens a modal, fills it in and sends it. */
  readonly answers: (label: string, entered: Readonly<Record<string, string>>) => Promise<SubmitResult>;
  readonly answersIn: (message: Message, label: string, entered: Readonly<Record<string, string>>) => Promise<SubmitResult>;
  /** Waits until only this person was told something with these words, and answers all of it. */
  readonly isTold: (words: string) => Promise<string>;
  /** Everything that only this person was told, oldest first. */
  readonly told: () => readonly string[];
}

const PATIENCE_MS = 25_000;

export function createActor(slack: Slack, incident: IncidentMessage, id: string): Actor {
  const person = slack.person(id);
  const told = () => slack.ephemerals(id).map(plainText);
  const clicksIn = async (message: Message, label: string): Promise<void> => {
    const named = pressable(message).find((one) => one.label.startsWith(label))?.named;
    if (named === undefined) throw new Error(`“${label}” was not there to be pressed.`);
    const result: ClickResult = await person.clicks(message, named, { asSeen: true });
    if (!result.ok) throw new Error(`Slack showed ${result.error} for “${label}”.`);
  };
  const answersIn: Actor['answersIn'] = async (message, label, entered) => {
    await clicksIn(message, label);
    const view = await slack.waitFor(`a modal for ${id}`, () => slack.openView(id), PATIENCE_MS);
    return person.submits(view, entered);
  };
  return {
    id,
    says: async (command) => {
      const result = await person.says(CHANNEL.id, command);
      if (!result.ok) throw new Error(`Slack showed ${result.error} for “${command}”.`);
      return result.blocks.length === 0 ? (result.text ?? '') : plainText({ text: result.text ?? '', blocks: result.blocks });
    },
    clicks: async (label) => clicksIn(await incident.offered(label), label),
    clicksIn,
    answers: async (label, entered) => answersIn(await incident.offered(label), label, entered),
    answersIn,
    isTold: (words) => slack.waitFor(`${id} to be told “${words}”`, () => told().find((text) => text.includes(words)), PATIENCE_MS),
    told,
  };
}
