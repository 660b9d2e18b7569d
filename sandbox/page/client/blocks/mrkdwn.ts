import { h, type Child } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { inline } from './inline.ts';
import { unescape } from './unescape.ts';

/** Slack's `mrkdwn`: lines, lists by `•`, quotes by `>`, code blocks, and in each line what `inline` knows. */
export function mrkdwn(text: string, reader: Reader): Child[] {
  return text.split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index) => {
    if (index % 2 === 1) return [h('pre', { tabindex: '0', 'aria-label': 'Code' }, h('code', {}, unescape(part)))];
    return part === '' ? [] : paragraphs(part.replace(/\n$/, ''), reader);
  });
}

type Kind = 'text' | 'list' | 'quote';

const MARKERS: Readonly<Record<Kind, RegExp>> = { text: /^/, list: /^\s*•\s+/, quote: /^&gt;\s?/ };

function paragraphs(text: string, reader: Reader): Child[] {
  const runs: { readonly kind: Kind; readonly lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const kind = kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line.replace(MARKERS[kind], ''));
    else runs.push({ kind, lines: [line.replace(MARKERS[kind], '')] });
  }
  return runs.map(({ kind, lines }) => {
    if (kind === 'list') {
      return h(
        'ul',
        {},
        lines.map((line) => h('li', {}, inline(line, reader))),
      );
    }
    return h(kind === 'quote' ? 'blockquote' : 'p', {}, broken(lines, reader));
  });
}

function kindOf(line: string): Kind {
  if (MARKERS.list.test(line)) return 'list';
  return MARKERS.quote.test(line) ? 'quote' : 'text';
}

function broken(lines: readonly string[], reader: Reader): Child[] {
  return lines.flatMap((line, index) => (index === 0 ? inline(line, reader) : [h('br'), ...inline(line, reader)]));
}
