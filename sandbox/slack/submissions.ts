import { z } from 'zod';
import { checkView, type Modal } from './blocks/check-view.ts';
import type { Tools } from './commands.ts';
import { controls } from './controls.ts';
import { clientErrors, enteredState, type Entered, initialState, type State, withField } from './field-state.ts';
import { closeView, openView, updateView } from './open-view.ts';
import { interaction } from './payloads.ts';
import { wireView } from './wire.ts';
import { setViews, type User, type View } from './workspace.ts';

export interface SubmitResult {
  readonly ok: boolean;
  /** Slack's own word for what the person is told when the app did not take it. */
  readonly error: string | null;
  /** What is shown under the fields, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly latencyMs: number | null;
}

const ackSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.undefined().optional() }),
]);

/** Fills the modal and presses its submit button. Fields are named by their block id or action id; those left out keep what they show. */
export async function submitView(tools: Tools, user: User, view: View, entered: Readonly<Record<string, Entered>>): Promise<SubmitResult> {
  if (view.modal.submit === undefined) throw new Error(`"${view.modal.title.text}" has no submit button`);
  const state = filled(view, entered);
  const missing = clientErrors(view.blocks, state);
  if (Object.keys(missing).length > 0) return { ok: false, error: null, errors: missing, latencyMs: null };

  const delivery = await tools.deliveries.deliver('interactive', {
    ...interaction(tools.workspace, 'view_submission', user, tools.triggers.issue(user.id)),
    view: wireView(tools.workspace, view, state),
    response_urls: [],
  });
  const result = { errors: {}, latencyMs: delivery.latencyMs };
  if (delivery.outcome !== 'acked') return { ...result, ok: false, error: delivery.outcome };
  return { ...result, ...applied(tools, view, delivery.response) };
}

function filled(view: View, entered: Readonly<Record<string, Entered>>): State {
  let state = initialState(view.blocks);
  const fields = controls(view).filter((control) => control.kind !== 'button');
  for (const [name, value] of Object.entries(entered)) {
    const control = fields.find((one) => one.blockId === name || one.actionId === name);
    const known = fields.map((one) => `${one.blockId}/${one.actionId}`).join(', ');
    if (control === undefined) throw new Error(`"${view.modal.title.text}" has no field ${name}; it has ${known || 'none'}`);
    state = withField(state, control, enteredState(control, value));
  }
  return state;
}

function applied(tools: Tools, view: View, response: unknown): Pick<SubmitResult, 'ok' | 'error'> & Partial<SubmitResult> {
  const ack = ackSchema.safeParse(response ?? {});
  if (!ack.success) return { ok: false, error: 'invalid_response' };
  const said = ack.data;
  if (said.response_action === 'update') return shown(tools, said.view, (modal) => updateView(tools.workspace, view, modal));
  if (said.response_action === 'push') return shown(tools, said.view, (modal) => openView(tools.workspace, view.userId, modal, view));
  if (said.response_action === 'errors') {
    const fields = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
    const named = Object.keys(said.errors);
    if (named.length === 0 || named.some((id) => !fields.has(id))) return { ok: false, error: 'invalid_response' };
    return { ok: false, error: null, errors: said.errors };
  }
  if (said.response_action === 'clear') setViews(tools.workspace, view.userId, []);
  else closeView(tools.workspace, view);
  return { ok: true, error: null };
}

function shown(tools: Tools, given: unknown, show: (modal: Modal) => View): Pick<SubmitResult, 'ok' | 'error'> {
  const checked = checkView(given, tools.surface());
  if (checked.kind === 'invalid') return { ok: false, error: `invalid_response: ${checked.messages.join('; ')}` };
  show(checked.modal);
  return { ok: true, error: null };
}
