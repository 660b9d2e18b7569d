import type { z } from 'zod';
import { type Block, isObject, type JsonObject, objectsIn, stringIn } from './block.ts';
import { dataVisualization } from './chart.ts';
import * as classic from './classic-blocks.ts';
import { errorLine, line } from './error-line.ts';
import * as newer from './newer-blocks.ts';
import { richText } from './rich-text.ts';

const CLASSIC: Readonly<Record<string, z.ZodType>> = {
  section: classic.section,
  header: classic.header,
  divider: classic.divider,
  context: classic.context,
  actions: classic.actions,
  image: classic.image,
  rich_text: richText,
};
const MODAL_ONLY: Readonly<Record<string, z.ZodType>> = { input: classic.input };
const MESSAGE_ONLY: Readonly<Record<string, z.ZodType>> = {
  markdown: newer.markdown,
  table: newer.table,
  task_card: newer.taskCard,
  plan: newer.plan,
  container: newer.container,
  data_visualization: dataVisualization,
};

export interface Surface {
  readonly kind: 'message' | 'modal';
  /** False while a workspace has not been given the newer blocks (markdown, table, plan, task_card, container, data_visualization). */
  readonly acceptsNewerBlocks: boolean;
  readonly newId: () => string;
}

export type BlocksChecked =
  | { readonly kind: 'valid'; readonly blocks: readonly Block[] }
  | { readonly kind: 'invalid'; readonly messages: readonly string[] };

/** What Slack refuses as `invalid_blocks`; valid blocks come back with the ids that Slack gives to those without one. */
export function checkBlocks(value: readonly unknown[], surface: Surface): BlocksChecked {
  const most = surface.kind === 'message' ? 50 : 100;
  if (value.length > most) return { kind: 'invalid', messages: [line(`no more than ${most} items allowed`, ['blocks'])] };
  const messages = [
    ...value.flatMap((block, index) => wrongInside(block, index, surface)),
    ...repeatedBlockIds(value),
    ...tooManyTogether(objectsIn(value)),
  ];
  if (messages.length > 0) return { kind: 'invalid', messages };
  return { kind: 'valid', blocks: objectsIn(value).map((block) => identified(block, surface.newId)) };
}

function wrongInside(block: unknown, index: number, surface: Surface): string[] {
  const root = ['blocks', index];
  if (!isObject(block)) return [line('must be an object', root)];
  const type = stringIn(block, 'type');
  if (type === null) return [line('missing required field: type', root)];
  const schema = schemasOf(surface)[type];
  if (schema === undefined) return [line(`unsupported type: ${type}`, [...root, 'type'])];
  const parsed = schema.safeParse(block);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => errorLine(issue, root, block));
  return [...wrong, ...repeatedActionIds(block, root)];
}

function schemasOf(surface: Surface): Readonly<Record<string, z.ZodType>> {
  if (surface.kind === 'modal') return { ...CLASSIC, ...MODAL_ONLY };
  return surface.acceptsNewerBlocks ? { ...CLASSIC, ...MESSAGE_ONLY } : CLASSIC;
}

function repeatedActionIds(block: JsonObject, root: readonly (string | number)[]): string[] {
  const inChildren = objectsIn(block['child_blocks']).flatMap((child, index) => repeatedActionIds(child, [...root, 'child_blocks', index]));
  if (block['type'] !== 'actions') return inChildren;
  const repeated = duplicates(objectsIn(block['elements']).map((element) => stringIn(element, 'action_id')));
  return [...inChildren, ...repeated.map((id) => line(`action_id ${id} already exists`, [...root, 'elements']))];
}

function repeatedBlockIds(blocks: readonly unknown[]): string[] {
  const all = withChildren(objectsIn(blocks));
  return duplicates(all.map((block) => stringIn(block, 'block_id'))).map((id) => line(`block_id ${id} already exists`, ['blocks']));
}

function withChildren(blocks: readonly JsonObject[]): JsonObject[] {
  return [...blocks, ...blocks.flatMap((block) => objectsIn(block['child_blocks']))];
}

function duplicates(ids: readonly (string | null)[]): string[] {
  const given = ids.filter((id) => id !== null);
  return [...new Set(given.filter((id, index) => given.indexOf(id) !== index))];
}

function tooManyTogether(blocks: readonly JsonObject[]): string[] {
  const all = withChildren(blocks);
  const ofType = (type: string) => all.filter((block) => block['type'] === type);
  const markdown = ofType('markdown').reduce((sum, block) => sum + (stringIn(block, 'text') ?? '').length, 0);
  return [
    ...(ofType('table').length > 1 ? [line('only_one_table_allowed', ['blocks'])] : []),
    ...(ofType('data_visualization').length > 2 ? [line('no more than 2 data_visualization blocks allowed', ['blocks'])] : []),
    ...(markdown > 12_000 ? [line('markdown blocks must be less than 12001 characters together', ['blocks'])] : []),
  ];
}

function identified(block: JsonObject, newId: () => string): Block {
  const withAction = (element: JsonObject): JsonObject =>
    element['type'] === 'image' || element['action_id'] !== undefined ? element : { ...element, action_id: newId() };
  return {
    ...block,
    type: stringIn(block, 'type') ?? '',
    block_id: stringIn(block, 'block_id') ?? newId(),
    ...(block['type'] === 'actions' ? { elements: objectsIn(block['elements']).map(withAction) } : {}),
    ...(isObject(block['accessory']) ? { accessory: withAction(block['accessory']) } : {}),
    ...(isObject(block['element']) ? { element: withAction(block['element']) } : {}),
    ...(block['type'] === 'container' ? { child_blocks: objectsIn(block['child_blocks']).map((child) => identified(child, newId)) } : {}),
  };
}
