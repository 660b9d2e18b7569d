import { z } from 'zod';
import { checkView } from '../blocks/check-view.ts';
import { openView, updateView } from '../open-view.ts';
import { wireView } from '../wire.ts';
import { type View, viewById } from '../workspace.ts';
import { type Answer, fromJson, type Method, method, type MethodContext, refuse } from './method.ts';

const MOST_CHARACTERS = 250_000;

const open = method({
  tier: 4,
  scopes: [],
  args: z.object({ trigger_id: z.string(), view: z.unknown() }),
  run: (args, slack) => {
    const checked = viewFrom(args.view, slack);
    if (checked.kind === 'refused') return checked.answer;
    const trigger = slack.triggers.redeem(args.trigger_id);
    if (trigger.kind === 'refused') return refuse(trigger.error);
    return answerWith(openView(slack.workspace, trigger.userId, checked.modal, null), slack);
  },
});

const update = method({
  tier: 4,
  scopes: [],
  args: z.object({ view_id: z.string(), hash: z.string().optional(), view: z.unknown() }),
  run: (args, slack) => {
    const checked = viewFrom(args.view, slack);
    if (checked.kind === 'refused') return checked.answer;
    const view = viewById(slack.workspace, args.view_id);
    if (view === null) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== view.hash) return refuse('hash_conflict');
    return answerWith(updateView(slack.workspace, view, checked.modal), slack);
  },
});

export const views: Readonly<Record<string, Method>> = { 'views.open': open, 'views.update': update };

function viewFrom(given: unknown, slack: MethodContext) {
  const view = fromJson(given);
  if ((JSON.stringify(view) ?? '').length > MOST_CHARACTERS) return { kind: 'refused' as const, answer: refuse('view_too_large') };
  const checked = checkView(view, slack.surface());
  if (checked.kind === 'valid') return checked;
  return { kind: 'refused' as const, answer: refuse('invalid_arguments', { messages: checked.messages }) };
}

function answerWith(view: View, slack: MethodContext): Answer {
  return { ok: true, view: wireView(slack.workspace, view, {}) };
}
