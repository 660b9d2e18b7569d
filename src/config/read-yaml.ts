import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document } from 'yaml';
import type { Problem } from './problem.ts';

/** Where a setting, or the nearest group around a missing one, stands in the file. */
export type LineOf = (path: readonly PropertyKey[]) => number | null;

export type YamlReading =
  | { readonly kind: 'read'; readonly data: unknown; readonly lineOf: LineOf }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/** One anchor may serve thousands of services; anchors inside anchors multiply, and a small file could fill the memory. */
const MOST_ALIASES = 10_000;

export function readYaml(path: string): YamlReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT') return { kind: 'missing' };
    return { kind: 'unreadable', problems: [{ name: path, says: `cannot be read (${code})`, line: null }] };
  }

  const lineCounter = new LineCounter();
  // Pretty errors quote the line, which may hold what was never meant to be shown.
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => ({
      name: path,
      says: `is not valid YAML: ${message}`,
      line: lineCounter.linePos(pos[0]).line,
    }));
    return { kind: 'unreadable', problems };
  }

  const refused = (says: string): YamlReading => ({ kind: 'unreadable', problems: [{ name: path, says, line: null }] });
  if (usesItself(document)) return refused('uses an anchor inside itself');
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { kind: 'read', data, lineOf: (path) => lineAt(document.contents, path, lineCounter) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const unresolved = /^Unresolved alias .*: (?<name>.+)$/.exec(error.message)?.groups?.['name'];
    return refused(
      unresolved === undefined
        ? `uses anchors inside anchors more than ${MOST_ALIASES} times; write some of them out`
        : `uses *${unresolved}, and no anchor &${unresolved} stands before it`,
    );
  }
}

function usesItself(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Alias: (_, { source }, path) => {
      if (!path.some((node) => isNode(node) && 'anchor' in node && node.anchor === source)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function lineAt(contents: unknown, path: readonly PropertyKey[], lineCounter: LineCounter): number | null {
  let node = contents;
  let line: number | null = null;
  for (const segment of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment)) : undefined;
    const item = isSeq(node) ? node.items[Number(segment)] : undefined;
    const start = pair?.key ?? item;
    if (!isNode(start) || !start.range) return line;
    line = lineCounter.linePos(start.range[0]).line;
    node = pair ? pair.value : item;
  }
  return line;
}
