import type { Play } from '#sandbox/scenarios/play.ts';
import { SCENARIOS } from '#sandbox/scenarios/scenarios.ts';
import type { Message } from '#sandbox/slack/message.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import type { View } from '#sandbox/slack/workspace.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { tooLarge } from '../client/channel/too-large.ts';
import type { ActAnswer } from '../protocol.ts';
import { inWords } from './in-words.ts';
import type { ReadAct } from './read-act.ts';
import { messagesFor } from './state/channel.ts';

/** What the page remembers of what was done, beside what Slack and the world hold. */
export interface Notes {
  /** What Slack showed under the fields of a modal, by view id. */
  readonly errors: Map<string, Readonly<Record<string, string>>>;
  readonly askHint: () => void;
}

const DONE: ActAnswer = { kind: 'ok', said: null };

type SlackAct = Extract<ReadAct, { as: string }>;

/** Does it through the same doors as the tests: nothing here writes what a vendor or the bot would have written. */
export async function performAct(act: ReadAct, play: Play, notes: Notes): Promise<ActAnswer> {
  try {
    switch (act.kind) {
      case 'start scenario':
        return startScenario(act.key, play);
      case 'fault':
        play.set(act.key, act.on);
        return DONE;
      case 'kill bot':
        await play.killBot();
        return DONE;
      case 'ask hint':
        notes.askHint();
        return DONE;
      case 'run':
        return { kind: 'ok', said: await play.run(act.key) };
      case 'type':
      case 'attach':
      case 'press':
      case 'shortcut':
      case 'submit':
      case 'close': {
        const slack = play.now().scene?.world.slack;
        return slack === undefined
          ? refuse('The world is being made, so nothing was done. Try again in a moment.')
          : await inSlack(act, slack, notes);
      }
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function startScenario(key: string, play: Play): ActAnswer {
  const scenario = SCENARIOS.find((one) => one.key === key);
  if (scenario === undefined) return refuse(`There is no scenario ${key}, so none was started.`);
  if (scenario.needsServer && play.database()?.kind === 'pglite') {
    return refuse(
      'This scenario needs several database sessions at once, which PGlite does not have. Install PostgreSQL and start the sandbox again.',
    );
  }
  void play.start(scenario);
  return DONE;
}

async function inSlack(act: SlackAct, slack: Slack, { errors }: Notes): Promise<ActAnswer> {
  const { id } = PEOPLE[act.as];
  const person = slack.person(id);
  switch (act.kind) {
    case 'type': {
      const thread = threadOf(act);
      if (!act.text.startsWith('/')) {
        person.writes(CHANNEL.id, act.text, thread);
        return DONE;
      }
      return answered(await person.says(CHANNEL.id, act.text, thread));
    }
    case 'attach': {
      const content = Buffer.from(act.content, 'base64');
      const why = tooLarge(act.name, content.length);
      if (why !== null) return refuse(why);
      person.uploads(CHANNEL.id, { name: act.name, content }, threadOf(act));
      return DONE;
    }
    case 'press': {
      const named = { actionId: act.actionId, ...(act.value === null ? {} : { value: act.value }) };
      return answered(await person.clicks(shownTo(slack, id, act.ts), named));
    }
    case 'shortcut':
      return answered(await person.usesShortcut(act.callbackId, messageFor(slack, id, act.ts)));
    case 'submit': {
      const view = viewOf(slack, id, act.view);
      const result = await person.submits(view, act.values);
      errors.delete(view.id);
      if (Object.keys(result.errors).length === 0) return answered(result);
      errors.set(view.id, result.errors);
      return refuse(Object.values(result.errors).join(' '));
    }
    case 'close': {
      const view = viewOf(slack, id, act.view);
      errors.delete(view.id);
      return answered(await person.closes(view));
    }
  }
}

function threadOf({ threadTs }: { readonly threadTs: string | null }): { readonly threadTs?: string } {
  return threadTs === null ? {} : { threadTs };
}

function shownTo(slack: Slack, userId: string, ts: string): Message | View {
  const view = slack.openView(userId);
  return view?.id === ts ? view : messageFor(slack, userId, ts);
}

function messageFor(slack: Slack, userId: string, ts: string): Message {
  const found = messagesFor(slack, userId).find((message) => message.ts === ts);
  if (found === undefined) throw new Error('That message is not there any more, so nothing was pressed.');
  return found;
}

function viewOf(slack: Slack, userId: string, viewId: string): View {
  const view = slack.openView(userId);
  if (view?.id === viewId) return view;
  throw new Error('That dialog is not open any more, so nothing was sent.');
}

function answered({ ok, error }: { readonly ok: boolean; readonly error: string | null }): ActAnswer {
  return ok ? DONE : refuse(inWords(error));
}

function refuse(why: string): ActAnswer {
  return { kind: 'refused', why };
}
