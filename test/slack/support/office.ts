import type { Authority } from '#domain/authority.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Message as Posted } from '#sandbox/slack/message.ts';
import type { View } from '#sandbox/slack/workspace.ts';
import type { DrillOccurrence, Drills } from '#src/slack/drills.ts';
import type { Message } from '#src/slack/block-kit.ts';
import { status } from '#src/slack/messages/status.ts';
import { register } from '#src/slack/register.ts';
import type { Desk } from './desk.ts';
import { client } from './local-slack.ts';
import { connected, type Connected } from './started-bolt.ts';

/** Where people talk to the bot: its real listeners over the real connection, with an incident in memory behind them. */
export interface Office extends Connected {
  readonly desk: Desk;
  readonly reported: Error[];
  readonly postponed: number[];
  readonly handedOver: (readonly [string, string])[];
  readonly may: (person: string, authority: Authority) => void;
  /** Posts a message of the bot in #ops, as it is now. */
  readonly posts: (message: Message) => Promise<Posted>;
  /** Draws the incident's message. */
  readonly draws: () => Promise<Posted>;
  /** The newest private answer to somebody. */
  readonly privately: (person: string) => Promise<string>;
  readonly modal: (person: string) => View;
}

export async function office(desk: Desk): Promise<Office> {
  const reported: Error[] = [];
  const postponed: number[] = [];
  const handedOver: (readonly [string, string])[] = [];
  const authority = new Map<string, Authority>();
  const drills: Drills = {
    now: () => 0,
    postpone: async ({ occurrence }: DrillOccurrence, until) => {
      postponed.push(until);
      return occurrence > 0;
    },
    handOver: async (_, by, to) => void handedOver.push([by, to]),
  };
  const { slack, bolt, log } = await connected(({ app }) =>
    register(app, {
      incidents: desk,
      authorise: async (person) => authority.get(person) ?? { kind: 'may' },
      drills,
      manual: ({ mode }) => `${mode === 'drill' ? 'DRILL · ' : ''}*Do this by hand*`,
      report: (error) => reported.push(error),
    }),
  );
  const posts = async (message: Message) => {
    const { text, blocks } = message;
    const { ts } = await client(slack).chat.postMessage({ channel: 'C_OPS', text, blocks: [...blocks] as never });
    const posted = slack.messages('C_OPS').find((one) => one.ts === ts);
    if (posted === undefined) throw new Error('nothing was posted');
    return posted;
  };
  const answered = new Map<string, number>();
  return {
    slack,
    bolt,
    log,
    desk,
    reported,
    postponed,
    handedOver,
    may: (person, answer) => authority.set(person, answer),
    posts,
    draws: () => posts(status(desk.view())),
    privately: async (person) => {
      const known = answered.get(person) ?? 0;
      const found = await slack.waitFor(`a private answer to ${person}`, () => slack.ephemerals(person).at(known));
      answered.set(person, known + 1);
      return plainText(found);
    },
    modal: (person) => {
      const view = slack.openView(person);
      if (view === null) throw new Error(`${person} has no modal open`);
      return view;
    },
  };
}
