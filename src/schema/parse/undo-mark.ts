import type { Comment, Parsed } from './parsed.ts';

const UNDO =
  /\b(?:downs?|undo|rollbacks?|reverts?|reverse|backwards?|downgrade|unapply|uninstall|teardown)\b|\b(?:roll|back|tear|way)\s+(?:back|out|down)\b/u;
/** Of these two words alone, or with a sign of some tool, one is enough. */
const NOUN = /\b(?:downs?|undo|rollbacks?|downgrade|backwards?|unapply|teardown)\b/u;
const SIGNED = /[+@!#{[]\s*\w*[:.\s]*(?:downs?|undo|rollback|revert)\b|\w[:/.](?:downs?|undo|rollback|revert)\b/u;
const SAYS_HOW = /^(?:how )?to (?:undo|roll ?back|revert|reverse|downgrade)\b/u;

/** Words that say nothing about what is undone: a heading that has no others is a separator, and no remark about the next statement. */
const EMPTY = new Set(
  (
    'a above all and apply back begin begins below block by case change changes code command commands create cut database db delimiter deploy direction do down drop end ' +
    'everything execute following for forward from goes here how if in instructions is it line manual manually marker migrate migration migrations need needed necessary of ' +
    'on only optional or out part please put roll rolling run schema script section separator sql start starts statement statements step steps tear the them these this to up ' +
    'ups use way with write you your'
  ).split(' '),
);

/** The comment with which a file begins its way back, told by its words alone: no tool is known that has it. */
export function undoMarkIn(sql: string, { statements, comments }: Extract<Parsed, { kind: 'parsed' }>): Comment | null {
  return (
    comments.find((comment) => {
      const before = comment.next === null ? undefined : statements[comment.next - 1];
      return before !== undefined && before.end <= comment.start && standsAlone(sql, comment) && isUndoHeading(comment.text);
    }) ?? null
  );
}

function standsAlone(sql: string, { start }: Comment): boolean {
  return sql.slice(sql.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}

export function isUndoHeading(comment: string): boolean {
  const text = comment
    .toLowerCase()
    .replaceAll(/^[\s\-/*#=]+|[\s\-/*#=]+$/gu, '')
    .replaceAll(/\s+/gu, ' ');
  if (!UNDO.test(text.replaceAll(/[_:./+@!-]/gu, ' '))) return false;
  if (SAYS_HOW.test(text) || SIGNED.test(text)) return true;
  const words = text.match(/[\p{L}\p{N}_.]+/gu) ?? [];
  if (words.length <= 2 && NOUN.test(text)) return true;
  return words.every((word) => EMPTY.has(word.replaceAll('.', '')) || UNDO.test(word) || /[\d_]/u.test(word));
}
