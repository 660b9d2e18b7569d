import { PROTECTION_PAGE } from '#src/providers/protection-page.ts';
import { frameworkFault } from './framework-fault.ts';
import { isBadWord, jsonFault } from './json-fault.ts';
import { LOGIN_ADDRESS } from './login-address.ts';
import { onOneLine } from './on-one-line.ts';
import { readPage } from './read-page.ts';

/** Why an answer with a good status says nothing good. `said` follows "answered 200". */
export interface BodyFault {
  /** Unavailable: a login or a gate answered in place of the app. */
  readonly verdict: 'inconclusive' | 'unavailable';
  readonly said: string;
}

const LOGIN_HEADING = /^(?:log[ -]?in|sign[ -]?in|authentication required)(?:$|\s*[-–—·|:]| to | with )/i;

const ERROR_HEADING =
  /^\W*(?:application error|(?:internal )?server error|unexpected (?:server |application )?error|something went wrong|an? (?:\w+ )?error (?:has )?occurred|(?:error ?)?(?:404|5\d\d)(?:$|\s*[-–—:|·(]|\s+(?:error|internal|bad|service|gateway|page|not)\b)|error(?:$|[:!.])|o+ps\b|whoops\b|we're sorry\b|(?:page )?not found\b|this page could not be found|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|whitelabel error page|\w*(?:error|exception) at \/|unhandled |failed to load|(?:we'll be |be right )back|.{0,40}\b(?:down for|under|scheduled) maintenance\b|maintenance mode)/i;

/** Said by servers and libraries of databases, never by an app that works. */
const ERROR_WORDS =
  /(?:server|client)-side exception has occurred|Traceback \(most recent call last\)|Fatal error: +Uncaught|This Serverless Function has crashed|\b(?:FUNCTION_INVOCATION|EDGE_FUNCTION_INVOCATION|MIDDLEWARE_INVOCATION)_(?:FAILED|TIMEOUT)\b|\bPrismaClient\w{1,40}Error\b|Invalid `[\w.]{1,80}\(\)` invocation|\bDrizzleQueryError\b|\bQueryFailedError\b|\bSequelizeDatabaseError\b|\bPSQLException\b|\bActiveRecord::\w{1,40}|\bPG::\w{1,40}|\bSQLSTATE\b|\bORA-\d{5}\b|You have an error in your SQL syntax|syntax error at or near "|deadlock detected|canceling statement due to|too many connections|remaining connection slots are reserved|Can't reach database server|could not connect to server|Connection terminated unexpectedly|the database system is (?:starting up|shutting down|in recovery)/;

/** @param own host that answered */
export function bodyFault(body: string): BodyFault | null {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return inconclusive(' with nothing in it');
  if (PROTECTION_PAGE.test(text)) return { verdict: 'unavailable', said: " with the platform's own protection page" };
  if (text.startsWith('<')) return pageFault(text);
  const parsed = parsedJson(text);
  if (parsed === null) return inconclusive(' with nothing in it');
  const told = parsed === undefined ? textFault(text) : typeof parsed === 'string' ? textFault(parsed) : jsonFault(parsed);
  if (told !== null) return inconclusive(told);
  return wordsIn(text);
}

function pageFault(html: string): BodyFault | null {
  const redirect = refreshTo(html);
  if (redirect !== null && LOGIN_ADDRESS.test(redirect)) return toLogin(redirect);
  const page = readPage(html);
  const scripted = page.words.length < 40 ? scriptTo(html) : null;
  if (scripted !== null && LOGIN_ADDRESS.test(scripted)) return toLogin(scripted);
  const mark = frameworkFault(html);
  if (mark?.kind === 'redirect') return LOGIN_ADDRESS.test(mark.to) ? toLogin(mark.to) : null;
  if (mark?.kind === 'wants a login') return { verdict: 'unavailable', said: ' with a login' };
  if (mark?.kind === 'not found') return inconclusive(', but the page says that it was not found');
  if (mark?.kind === 'failed') return inconclusive(`, but the page ${mark.said}`);
  if (/<input\s[^>]{0,300}type=["']?password\b/i.test(html) || page.headings.some((heading) => LOGIN_HEADING.test(heading))) {
    return { verdict: 'unavailable', said: ' with a login' };
  }
  const heading = page.headings.find((one) => ERROR_HEADING.test(one));
  if (heading !== undefined) return inconclusive(`, but the page says “${onOneLine(heading)}”`);
  const found = wordsIn(page.words);
  if (found !== null) return found;
  return page.words === '' && !page.scripted ? inconclusive(' with an empty page') : null;
}

function wordsIn(words: string): BodyFault | null {
  const [found] = ERROR_WORDS.exec(words) ?? [];
  return found === undefined ? null : inconclusive(`, but the page says “${onOneLine(found)}”`);
}

function textFault(text: string): string | null {
  const [line = ''] = text.split('\n', 1);
  return isBadWord(text) || ERROR_HEADING.test(line) ? `, but says “${onOneLine(line)}”` : null;
}

function refreshTo(html: string): string | null {
  for (const [meta] of html.matchAll(/<meta\s[^>]{0,600}>/gi)) {
    if (!/http-equiv=["']?refresh/i.test(meta)) continue;
    const [, to] = /url\s{0,3}=\s{0,3}["']?([^"'>\s]{1,500})/i.exec(meta) ?? [];
    if (to !== undefined) return to;
  }
  return null;
}

function scriptTo(html: string): string | null {
  const [, to] = /\blocation(?:\.href\s{0,3}=|\s{0,3}=|\.(?:replace|assign)\()\s{0,3}["']([^"'\s]{1,500})["']/.exec(html) ?? [];
  return to ?? null;
}

function toLogin(to: string): BodyFault {
  const path = (URL.parse(to, 'https://app.invalid')?.pathname ?? to).slice(0, 100);
  return { verdict: 'unavailable', said: ` with a redirect to a login, ${path}` };
}

function inconclusive(said: string): BodyFault {
  return { verdict: 'inconclusive', said };
}

/** Undefined where it is no JSON, or JSON that was cut. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
