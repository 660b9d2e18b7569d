import { z } from 'zod';
import type { IncidentClass } from '#domain/service.ts';
import type { Choice, Intent } from '#machines/choices.ts';
import { actionId } from '../action-id.ts';
import { cut, plain } from '../block-kit.ts';
import type { IncidentView } from '../incidents.ts';
import { parseJson } from '../parse-json.ts';
import { VIEWS } from '../surface.ts';

/** The platform keeps at most this much beside a rollback. */
const LONGEST_REASON = 250;
const LONGEST_NOTE = 1_500;

const CLASSES: readonly IncidentClass[] = ['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy'];

/** The modal for a choice that needs words, or a person, from whoever makes it. */
export function answerView({ id, turn, mode, service }: IncidentView, { intent, label, asks }: Choice) {
  return {
    type: 'modal' as const,
    callback_id: VIEWS.answer,
    private_metadata: JSON.stringify([id, turn, actionId(intent)]),
    title: plain(mode === 'drill' ? `DRILL · ${cut(service, 15)}` : cut(service, 24)),
    submit: plain('Send'),
    close: plain('Do not'),
    blocks: [
      { type: 'section' as const, text: plain(label.replace(/…$/, '')) },
      ...(asks === 'class and reason' ? [classInput()] : []),
      ...(asks === 'person'
        ? [personInput()]
        : [asks === 'text' ? textInput('Your note', LONGEST_NOTE) : textInput('Why? It is recorded.', LONGEST_REASON)]),
    ],
  };
}

const METADATA = z.tuple([z.string(), z.int().nonnegative(), z.string()]);

export interface AnswerTarget {
  readonly incident: string;
  readonly turn: number;
  readonly pressed: string;
}

/** Null for anything that this bot did not write: it comes back from the client. */
export function readMetadata(text: string): AnswerTarget | null {
  const parsed = METADATA.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const [incident, turn, pressed] = parsed.data;
  return { incident, turn, pressed };
}

const VALUES = z.object({
  words: z.object({ words: z.object({ value: z.string().nullish() }) }).optional(),
  class: z
    .object({
      class: z.object({
        selected_option: z.object({ value: z.enum(CLASSES) }).nullish(),
      }),
    })
    .optional(),
  person: z.object({ person: z.object({ selected_user: z.string().nullish() }) }).optional(),
});

export type Filled =
  /** Fields that this modal does not have. */
  | { readonly kind: 'not ours' }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'missing'; readonly errors: Record<string, string> };

/** The event that the filled modal sends. */
export function readAnswer(choice: Choice, state: unknown): Filled {
  const read = VALUES.safeParse(state);
  if (!read.success) return { kind: 'not ours' };
  const values = read.data;
  const words = values.words?.words.value?.trim() ?? '';
  const chosen = values.class?.class.selected_option?.value;
  const person = values.person?.person.selected_user;
  const { intent, asks } = choice;
  if (asks === 'person') {
    return person == null ? missing('person', 'Choose somebody.') : { kind: 'intent', intent: { ...intent, to: person } as Intent };
  }
  if (words === '') return missing('words', 'Write a sentence; it is recorded.');
  if (asks === 'text') return { kind: 'intent', intent: { ...intent, text: words } as Intent };
  if (asks === 'class and reason') {
    return chosen === undefined
      ? missing('class', 'Choose a class.')
      : { kind: 'intent', intent: { ...intent, class: chosen, reason: words } as Intent };
  }
  return { kind: 'intent', intent: { ...intent, reason: words } as Intent };
}

function missing(block: string, message: string): Filled {
  return { kind: 'missing', errors: { [block]: message } };
}

function classInput() {
  return {
    type: 'input' as const,
    block_id: 'class',
    label: plain('What is it?'),
    element: { type: 'static_select' as const, action_id: 'class', options: CLASSES.map((name) => ({ text: plain(name), value: name })) },
  };
}

function personInput() {
  return {
    type: 'input' as const,
    block_id: 'person',
    label: plain('To whom?'),
    element: { type: 'users_select' as const, action_id: 'person' },
  };
}

function textInput(label: string, most: number) {
  return {
    type: 'input' as const,
    block_id: 'words',
    label: plain(label),
    element: { type: 'plain_text_input' as const, action_id: 'words', multiline: true, min_length: 1, max_length: most },
  };
}
