import { createHash } from 'node:crypto';
import type { Approval, ApprovedFile } from '../approval.ts';
import { preformatted, sections, type Block, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import { named } from './private-answer.ts';
import { sentence } from '../sentence.ts';
import { quote, quoteCode, quoteSentences } from '../quote.ts';

const LONGEST = 500;
const LONGEST_PATH = 200;
/** Of one block, and of all that a message may carry beside its sentences. */
const MOST_IN_A_BLOCK = 2_500;
const MOST_INLINE = 6_000;

/** `not attached` carries Slack's own word for why. */
export type Attachment = ApprovedFile & ({ readonly kind: 'attached' } | { readonly kind: 'not attached'; readonly why: string });

/** Mentions who can approve, which an edit of the message above would not, with the whole of what they approve. */
export function approvalAsked({ title, who, asked, does, against, sql }: Approval, files: readonly Attachment[]): Message {
  const reason = asked.reason === null ? '' : `: “${quote(asked.reason, LONGEST)}”`;
  return {
    text: `${named(who)}: a second person is needed: ${escape(title)}`,
    blocks: [
      ...sections([`*A second person is needed: ${escape(title)}*`, `${named(who)}: <@${asked.by}> asks for it${reason}`]),
      ...(against.length === 0
        ? []
        : sections(['*What speaks against it*', ...against.map((line) => `• ${quoteSentences(line, LONGEST)}`)])),
      ...(does === null ? [] : [...sections(does.lines.map(sentence)), ...inBlocks(does.commands.join('\n'))]),
      ...files.flatMap(file),
      ...sections([
        ...(sql !== null && files.length === 0
          ? ['I do not have the SQL that would be run. Whoever asks posts it here first: approve nothing that you have not read.']
          : []),
        'Nothing is done until somebody approves it with the buttons at the top of this thread.',
      ]),
    ],
  };
}

export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function file(one: Attachment): Block[] {
  const name = `${quoteCode(one.path, LONGEST_PATH)}, ${one.content.trimEnd().split('\n').length} lines, sha256 \`${sha256(one.content)}\``;
  if (one.kind === 'attached') return sections([`The whole file is attached to this thread: ${name}`]);
  if (one.content.length > MOST_INLINE)
    return sections([
      `${name} could not be attached (${quote(one.why, 100)}) and is too long to be shown here. Read it on its branch before you approve.`,
    ]);
  return [
    ...sections([`${name}, shown here because it could not be attached (${quote(one.why, 100)}):`]),
    ...inBlocks(one.content.trimEnd()),
  ];
}

/** All of it, in as many blocks as it takes. */
function inBlocks(text: string): Block[] {
  const blocks: string[] = [];
  for (const line of text === '' ? [] : text.split('\n')) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= MOST_IN_A_BLOCK) blocks[blocks.length - 1] = `${last}\n${line}`;
    else blocks.push(line);
  }
  return blocks.map(preformatted);
}
