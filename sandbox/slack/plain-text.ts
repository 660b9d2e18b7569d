import { type Block, isObject, type JsonObject, objectsIn, stringIn } from './blocks/block.ts';

/**
 * What a person reads: every text of the blocks from top to bottom, one per line. Where there are blocks Slack shows `text`
 * in notifications only, so it counts only without them.
 */
export function plainText(message: { readonly text: string; readonly blocks: readonly Block[] }): string {
  if (message.blocks.length === 0) return readable(message.text);
  return message.blocks
    .flatMap(linesOf)
    .filter((text) => text !== '')
    .join('\n');
}

function linesOf(block: JsonObject): string[] {
  switch (block['type']) {
    case 'section':
      return [textOf(block['text']), ...objectsIn(block['fields']).map(textOf), ...controlLabels([block['accessory']])];
    case 'header':
      return [textOf(block['text'])];
    case 'context':
      return [
        objectsIn(block['elements'])
          .map((element) => textOf(element) || (stringIn(element, 'alt_text') ?? ''))
          .join('  '),
      ];
    case 'actions':
      return controlLabels(objectsIn(block['elements']));
    case 'input':
      return [textOf(block['label']), textOf(block['hint'])];
    case 'image':
      return [textOf(block['title']), stringIn(block, 'alt_text') ?? ''];
    case 'markdown':
      return [stringIn(block, 'text') ?? ''];
    case 'rich_text':
      return richLines(block);
    case 'table':
      return Array.isArray(block['rows']) ? block['rows'].map((row) => objectsIn(row).map(cellText).join(' | ')) : [];
    case 'plan':
      return [stringIn(block, 'title') ?? '', ...objectsIn(block['tasks']).flatMap(taskLines)];
    case 'task_card':
      return taskLines(block);
    case 'container':
      return [
        textOf(block['title']),
        ...(isObject(block['rich_text_title']) ? richLines(block['rich_text_title']) : []),
        textOf(block['subtitle']),
        ...objectsIn(block['child_blocks']).flatMap(linesOf),
      ];
    case 'data_visualization':
      return [stringIn(block, 'title') ?? '', ...chartLines(block['chart'])];
    default:
      return [];
  }
}

function controlLabels(elements: readonly unknown[]): string[] {
  const labels = objectsIn(elements).map((element) => textOf(element['text']) || textOf(element['placeholder']));
  return labels.filter((label) => label !== '').map((label) => `[${label}]`);
}

function taskLines(task: JsonObject): string[] {
  const parts = [task['details'], task['output']].filter(isObject).flatMap(richLines);
  const sources = objectsIn(task['sources']).map((source) => stringIn(source, 'text') ?? '');
  return [`${stringIn(task, 'title') ?? ''} (${stringIn(task, 'status') ?? ''})`, ...parts, ...sources];
}

function chartLines(chart: unknown): string[] {
  if (!isObject(chart)) return [];
  const point = (at: JsonObject) => `${stringIn(at, 'label') ?? ''} ${String(at['value'])}`;
  const series = objectsIn(chart['series']).map((one) => `${stringIn(one, 'name') ?? ''}: ${objectsIn(one['data']).map(point).join(', ')}`);
  return [...series, ...objectsIn(chart['segments']).map(point)];
}

function cellText(cell: JsonObject): string {
  return cell['type'] === 'rich_text' ? richLines(cell).join(' ') : (stringIn(cell, 'text') ?? '');
}

function richLines(block: JsonObject): string[] {
  return objectsIn(block['elements']).flatMap((part) => {
    const inner = objectsIn(part['elements']);
    return part['type'] === 'rich_text_list' ? inner.map((item) => `• ${richInline(item)}`) : [richInline(part)];
  });
}

function richInline(part: JsonObject): string {
  return objectsIn(part['elements']).map(inlineText).join('').trimEnd();
}

function inlineText(element: JsonObject): string {
  const given = (field: string) => stringIn(element, field) ?? '';
  switch (element['type']) {
    case 'link':
      return given('text') || given('url');
    case 'emoji':
      return `:${given('name')}:`;
    case 'user':
      return `@${given('user_id')}`;
    case 'usergroup':
      return `@${given('usergroup_id')}`;
    case 'channel':
      return `#${given('channel_id')}`;
    case 'broadcast':
      return `@${given('range')}`;
    case 'date':
      return given('fallback') || String(element['timestamp']);
    default:
      return given('text');
  }
}

function textOf(text: unknown): string {
  if (!isObject(text)) return '';
  const written = stringIn(text, 'text') ?? '';
  return text['type'] === 'mrkdwn' ? readable(written) : written;
}

/** Links, mentions and dates as they show, and the three escaped characters as themselves. Emphasis marks stay. */
function readable(mrkdwn: string): string {
  return mrkdwn
    .replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => label ?? mention(target))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function mention(target: string): string {
  return target.startsWith('!') ? `@${target.slice(1)}` : target;
}
