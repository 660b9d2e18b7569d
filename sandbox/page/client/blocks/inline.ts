import { h, type Child } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { reference } from './reference.ts';
import { unescape } from './unescape.ts';

const EMPHASIS: Readonly<Record<string, string>> = { '*': 'strong', _: 'em', '~': 's' };

/** One line of `mrkdwn`: emphasis, code, and what stands in angle brackets. */
export function inline(text: string, reader: Reader): Child[] {
  const drawn: Child[] = [];
  let plain = '';
  const add = (child: Child) => {
    if (plain !== '') drawn.push(unescape(plain));
    plain = '';
    drawn.push(child);
  };
  let at = 0;
  while (at < text.length) {
    const found = tokenAt(text, at, reader);
    if (found === null) {
      plain += text[at] ?? '';
      at += 1;
    } else {
      add(found.child);
      at = found.end;
    }
  }
  if (plain !== '') drawn.push(unescape(plain));
  return drawn;
}

interface Token {
  readonly child: Child;
  readonly end: number;
}

function tokenAt(text: string, at: number, reader: Reader): Token | null {
  const mark = text[at] ?? '';
  if (mark === '<') {
    const close = text.indexOf('>', at);
    return close > at + 1 ? { child: reference(text.slice(at + 1, close), reader), end: close + 1 } : null;
  }
  if (mark === '`') {
    const close = text.indexOf('`', at + 1);
    return close > at + 1 ? { child: h('code', {}, unescape(text.slice(at + 1, close))), end: close + 1 } : null;
  }
  const tag = EMPHASIS[mark];
  if (tag === undefined || isWord(text[at - 1])) return null;
  const close = closing(text, at, mark);
  return close === null ? null : { child: h(tag, {}, inline(text.slice(at + 1, close), reader)), end: close + 1 };
}

/** Where the emphasis that begins at `open` ends: at the next mark with no space before it and no letter after it. */
function closing(text: string, open: number, mark: string): number | null {
  if (/^\s?$/.test(text[open + 1] ?? '')) return null;
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '<') {
      const end = text.indexOf('>', at);
      if (end > at) at = end;
    } else if (text[at] === mark && at > open + 1 && !/\s/.test(text[at - 1] ?? '') && !isWord(text[at + 1])) return at;
  }
  return null;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
