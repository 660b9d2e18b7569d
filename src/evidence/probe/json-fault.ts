import { messageOf } from './error-text.ts';
import { onOneLine } from './on-one-line.ts';

/** Words for health itself; nobody calls an order so. */
const UNWELL =
  /^(?:degraded|unhealthy|not[ _-]?healthy|down|unreachable|disconnected|out[ _-]of[ _-]service|critical|major[ _-]outage|outage|not[ _-]?ready)$/i;
/** Words that a payment or a job may be called as well, so they count only where health is told. */
const FAILED = /^(?:fail|failed|failing|failure|error|errored|broken|offline|unavailable|timeout|warn|warning|red|false|not[ _-]?ok|ko)$/i;

const FLAGS = new Set(['ok', 'success', 'successful', 'healthy', 'ready', 'alive', 'up', 'connected', 'available']);
const STATUS_CODES = new Set(['statuscode', 'status_code', 'status', 'httpstatus', 'code']);
/** Groups in which health pages tell of their parts. */
const PARTS = new Set([
  'checks',
  'components',
  'dependencies',
  'services',
  'entries',
  'details',
  'info',
  'health',
  'results',
  'status',
  'contributors',
]);
const MOST_TOLD = 3;
const DEEPEST = 6;

/** What a JSON answer says of its own failure, to follow "answered 200"; null where it says nothing of one. */
export function jsonFault(value: unknown): string | null {
  if (value === false) return ', but says false';
  if (Array.isArray(value)) return value.map(envelopeError).find((found) => found !== null) ?? null;
  if (typeof value !== 'object' || value === null) return null;
  const error = envelopeError(value) ?? ownError(value);
  if (error !== null) return error;
  const found = faultsIn(value, [], 'top');
  if (found.length === 0) return null;
  const reason = ['message', 'msg', 'detail', 'reason', 'description'].map((name) => messageOf(Reflect.get(value, name)));
  const why = reason.find((text) => text !== null);
  return `, but says ${found.slice(0, MOST_TOLD).join(', ')}${why === undefined ? '' : ` (${onOneLine(why)})`}`;
}

/** `{errors: […]}` and `{error: {…}}`, which rows of an ordinary list do not have. */
function envelopeError(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const errors: unknown = Reflect.get(value, 'errors');
  if (typeof errors === 'object' && errors !== null && Object.keys(errors).length > 0) return reported(errors);
  const error: unknown = Reflect.get(value, 'error');
  return typeof error === 'object' && error !== null && Object.keys(error).length > 0 ? reported(error) : null;
}

function ownError(value: object): string | null {
  const error: unknown = Reflect.get(value, 'error') ?? Reflect.get(value, 'errors');
  if (error === true) return reported(Reflect.get(value, 'message'));
  return typeof error === 'string' && error !== '' && !/^(?:none|null|no|ok|false|0)$/i.test(error) ? reported(error) : null;
}

function reported(error: unknown): string {
  const message = messageOf(error) ?? messageOf(Object.values(Object(error)));
  return message === null ? ', but reports an error' : `, but reports an error: ${onOneLine(message)}`;
}

type Group = 'top' | 'health' | 'other';

function faultsIn(value: object, path: readonly string[], group: Group): string[] {
  if (path.length > DEEPEST) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (typeof inner !== 'object' || inner === null) {
      return isBad(key, inner, group) ? [`"${[...path.slice(-1), key].join('.')}": ${JSON.stringify(inner)}`] : [];
    }
    const isPart = PARTS.has(key.toLowerCase());
    const next = isPart || group === 'health' ? 'health' : 'other';
    if (Array.isArray(inner) && next === 'other') return [];
    return faultsIn(inner, isPart || Array.isArray(value) ? path : [...path, key], next);
  });
}

function isBad(key: string, value: unknown, group: Group): boolean {
  const name = key.toLowerCase();
  if (typeof value === 'string') return UNWELL.test(value.trim()) || (group !== 'other' && FAILED.test(value.trim()));
  if (value === false) return group !== 'other' && FLAGS.has(name);
  return typeof value === 'number' && group === 'top' && STATUS_CODES.has(name) && value >= (name === 'code' ? 500 : 400) && value <= 599;
}

/** A health page that is one word, such as `Degraded`. */
export function isBadWord(text: string): boolean {
  const word = text.trim().replace(/[.!]$/, '');
  return UNWELL.test(word) || FAILED.test(word);
}
