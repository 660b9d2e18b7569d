export interface PrismaBlock {
  readonly kind: 'model' | 'view' | 'enum';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly attributes: string }[];
  /** Those of the block itself, each beginning with `@@`. */
  readonly attributes: string;
}

export interface PrismaFile {
  readonly blocks: readonly PrismaBlock[];
  /** What could not be understood, one clause each. */
  readonly unread: readonly string[];
  /** The kind of database, where this file names it. */
  readonly provider: string | null;
}

/** What is not closed goes on to the end, so that no text makes this look at a character twice. */
const QUOTED_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
const OPENING = /^(?<kind>\w+)\s+(?<name>\w+)\s*\{(?<rest>.*)$/;
const FIELD = /^(?<name>\w+)\s+(?<type>Unsupported\("[^"]*"\)|\w+)(?:\[\]|\?|!)*\s*(?<attributes>@[^]*)?$/;
const LABEL = /^(?<name>[\w-]+)\s*(?<attributes>@[^]*)?$/;

/** The blocks of one Prisma file that say something about tables. */
export function prismaBlocks(source: string): PrismaFile {
  const unread: string[] = [];
  const cut = cutBlocks(source, unread);
  const blocks = cut.flatMap(({ kind, name, lines }): PrismaBlock[] => {
    if (kind !== 'model' && kind !== 'view' && kind !== 'enum') return [];
    const entries = entriesOf(lines);
    const fields = entries
      .filter((entry) => !entry.startsWith('@@'))
      .flatMap((entry) => {
        const found = (kind === 'enum' ? LABEL : FIELD).exec(entry)?.groups;
        if (!found) unread.push(`the line “${entry.slice(0, 80)}” of ${name} is not understood`);
        return found ? [{ name: found['name'] ?? '', type: found['type'] ?? '', attributes: found['attributes'] ?? '' }] : [];
      });
    return [{ kind, name, fields, attributes: entries.filter((entry) => entry.startsWith('@@')).join(' ') }];
  });
  const providers = cut
    .filter(({ kind }) => kind === 'datasource')
    .flatMap(({ lines }) => lines.map((line) => /^provider\s*=\s*"(?<name>\w+)"/.exec(line)));
  return { blocks, unread, provider: providers.find((found) => found !== null)?.groups?.['name'] ?? null };
}

interface Cut {
  readonly kind: string;
  readonly name: string;
  readonly lines: string[];
}

function cutBlocks(source: string, unread: string[]): Cut[] {
  const text = source.replaceAll(QUOTED_OR_COMMENT, (part) => (part.startsWith('"') ? part : part.replaceAll(/[^\n]/g, ' ')));
  const blocks: Cut[] = [];
  let open: Cut | null = null;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    if (open !== null) {
      if (line === '}') open = null;
      else open.lines.push(line);
      continue;
    }
    const found = OPENING.exec(line)?.groups;
    if (!found) {
      unread.push(`the line “${line.slice(0, 80)}” stands outside every block`);
      continue;
    }
    const rest = (found['rest'] ?? '').trim();
    const block: Cut = { kind: found['kind'] ?? '', name: found['name'] ?? '', lines: [rest.replace(/\}$/, '').trim()].filter(Boolean) };
    blocks.push(block);
    if (!rest.endsWith('}')) open = block;
  }
  if (open !== null) unread.push(`the block ${open.name} is not closed`);
  return blocks;
}

/** Lines, joined while a bracket is open: an attribute may go over several. */
function entriesOf(lines: readonly string[]): string[] {
  const entries: string[][] = [];
  let depth = 0;
  for (const line of lines) {
    const last = entries.at(-1);
    if (depth > 0 && last) last.push(line);
    else entries.push([line]);
    const bare = line.replaceAll(/"(?:[^"\\]|\\.)*"?/g, '');
    depth = Math.max(0, depth + bare.split(/[([]/).length - bare.split(/[)\]]/).length);
  }
  return entries.map((parts) => parts.join(' '));
}
