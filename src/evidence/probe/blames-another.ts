/** The database is nobody else's service. */
const DATABASE = /\b(?:postgres\w*|database|mysql|sqlite|sql|prisma\w*|pg|pgbouncer|connection pool)\b|:(?:5432|6543|3306)\b/i;

/** The app's own gateway speaks of the app itself so. */
const OWN_GATEWAY = /upstream connect error|no healthy upstream|upstream prematurely closed/i;

const REACHING =
  /\b(?:fetch failed|socket hang up|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|UND_ERR_[A-Z_]{1,40})\b/;
const ANOTHERS =
  /\b(?:upstream|downstream|third[- ]party|dependency|provider|external (?:service|api))\b.{0,80}\b(?:unavailable|down|errors?|fail\w{0,3}|timed? ?out|unreachable|refused)\b/i;
const ANSWERED = /\S (?:answered|responded|returned|replied)(?: with)?(?: an?)?(?: http)?(?: status)?(?: code)?:? [45]\d\d\b/i;
const STATUS = /\b(?:status(?: code)?|http(?:\/\d(?:\.\d)?)?|response code)[ :]{1,2}([45]\d\d)\b/i;

/** Whether an error blames a service that the app asks: then it tells nothing of the app's code, and nothing of its schema. */
export function blamesAnother(text: string, ownStatus: number): boolean {
  if (DATABASE.test(text) || OWN_GATEWAY.test(text)) return false;
  if (REACHING.test(text) || ANOTHERS.test(text) || ANSWERED.test(text)) return true;
  const [, status] = STATUS.exec(text) ?? [];
  return status !== undefined && Number(status) !== ownStatus;
}
