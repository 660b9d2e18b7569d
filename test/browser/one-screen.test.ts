import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Evidence } from '#domain/evidence.ts';
import type { SchemaFinding } from '#domain/schema-details.ts';
import type { Saying } from '#machines/effects.ts';
import type { ShownMessage } from '#sandbox/page/protocol.ts';
import { appBug } from '#sandbox/rehearse/walks/app-bug.ts';
import { rehearsal } from '#sandbox/rehearse/walks/rehearsal.ts';
import { schemaMistake } from '#sandbox/rehearse/walks/schema-mistake.ts';
import { saying } from '#src/slack/messages/saying.ts';
import { fromBot, inIncident, QUIET, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { DETAILS, DROPPED } from '#test/support/schema-details.ts';
import { inChromium, type Stage } from './in-chromium.ts';
import { messagesOf } from './messages-of.ts';

const WALK_MS = 300_000;
const NO_INTER = 'the font Inter is not installed, so lines would break elsewhere; on Debian: apt-get install fonts-inter';

inChromium('What the bot says in the rehearsal, on a phone', QUIET, (stage) => {
  test.for([rehearsal, appBug, schemaMistake])(
    '$name: every message that is not read as a whole fits the screen, and its buttons are seen without scrolling',
    { timeout: WALK_MS },
    async (walk, { skip }) => {
      const page = await stage.open('ada', { isPhone: true });
      if (!(await hasInter(page))) skip(NO_INTER);
      const messages = await messagesOf(walk);
      expect(messages.length).toBeGreaterThan(10);
      expect(
        await outside(
          page,
          stage,
          messages.filter((message) => !isReadWhole(message)),
        ),
      ).toEqual([]);
    },
  );

  test('what was found and a refusal fit with a verdict that was there in time', async ({ skip }) => {
    const page = await stage.open('ada', { isPhone: true });
    if (!(await hasInter(page))) skip(NO_INTER);
    const messages = IN_TIME.map((said) => fromBot(ts(5), saying(said, 'drill', [])));
    expect(await outside(page, stage, messages)).toEqual([]);
  });
});

const AT = Date.UTC(2026, 10, 20, 2, 13, 5);

const found = (kind: Evidence['kind'], verdict: Evidence['verdict'], source: string, summary: string): Evidence => ({
  kind,
  verdict,
  source,
  observedAt: AT,
  summary,
});

const UPDATE = `update "public"."invoices" set "total" = '1'::numeric(12,2)`;
const required = (column: string): SchemaFinding => ({ ...DROPPED, code: 'NOT_NULL_SET', object: `public.invoices.${column}` });

const COLUMN_GONE = `/invoices, /reports answered 500: column "total" does not exist`;

/** As in the rehearsal, where the verdict on the schema was kept from earlier: what it says depends on which came first. */
const IN_TIME: readonly Saying[] = [
  {
    what: 'assessment',
    evidence: [
      found('target.answers', 'contradicts', 'app', `The target fails on today's database: ${COLUMN_GONE}.`),
      found(
        'schema.fits',
        'contradicts',
        'git',
        "The old code fails on today's schema: public.invoices.total no longer exists (migrations/0003_contract.sql:4). A statement of it failed there with 42703. And 2 more. Computed 2026-11-20T02:02Z; files and live schema unchanged since.",
      ),
      found(
        'deploy.serving',
        'supports',
        'vercel',
        '9292582 “feat: drop total, subtotal and tax are required (#3)” has served www.invoices.example.com, invoices.example.com since 2026-11-20T02:09:09Z.',
      ),
      found(
        'target.available',
        'supports',
        'vercel',
        '401bd83 “feat: read subtotal and tax, fall back to total (#2)” can be rolled back to.',
      ),
      found(
        'errors.began',
        'inconclusive',
        'sentry',
        'The error tracker shows no rise since the deploy of 2026-11-20T02:09:09Z: 30 errors in 629 requests (1 in 21) in the 18 s since; 15 errors in 455 requests (1 in 30) in the 13 s before.',
      ),
      found('target.clean', 'inconclusive', 'sentry', 'The target was not checked. No error is new since the deploy.'),
      found('database.free', 'supports', 'database', 'No session changes the schema or waits for a strong lock.'),
    ],
  },
  {
    what: 'refusal',
    because: `The target fails on today's database: ${COLUMN_GONE}.`,
    details: {
      ...DETAILS,
      findings: [{ ...DROPPED, failing: { statement: UPDATE, sqlstate: '42703' } }, required('subtotal'), required('tax')],
      limits: ['The code does not say what it needs: its whole schema counts as used.'],
    },
  },
];

function hasInter(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const widthIn = (font: string) => {
      if (pen !== null) pen.font = font;
      return pen?.measureText('How wide is this?').width;
    };
    return widthIn('20px Inter, monospace') !== widthIn('20px monospace');
  });
}

/** What somebody approves and what happened are shown as a whole, and have no buttons. */
function isReadWhole({ text }: ShownMessage): boolean {
  return text.includes('a second person is needed') || text.endsWith('Closed. The timeline is here.');
}

/** Alone in the channel. The page is drawn as a whole, so what stands elsewhere on it says that the message stands there too. */
async function show(page: Page, { sandbox }: Stage, message: ShownMessage, mark: string): Promise<void> {
  const { world, ...state } = inIncident([{ ...message, threadTs: null }]);
  const scenario = { key: mark, title: mark, state: 'running' as const, says: mark, faultAt: null };
  sandbox().show(() => ({ ...state, world: { ...world, scenario } }));
  await expect.poll(() => page.locator('#world').textContent()).toContain(mark);
}

async function outside(page: Page, stage: Stage, messages: readonly ShownMessage[]): Promise<string[]> {
  const found: string[] = [];
  for (const [index, message] of messages.entries()) {
    await show(page, stage, message, `message ${index}`);
    found.push(...(await outsideOf(page, message)));
  }
  return found;
}

/** What of the message cannot be seen at once between the top of the page and the line to write in. */
async function outsideOf(page: Page, { text }: ShownMessage): Promise<string[]> {
  const log = await page.locator('#log').boundingBox();
  const [top, bottom] = [log?.y ?? 0, (log?.y ?? 0) + (log?.height ?? 0)];
  const sticksOut = async (one: Locator) => {
    const box = await one.boundingBox();
    return box === null || box.y < top || box.y + box.height > bottom ? [`${box?.height ?? 0} px of ${bottom - top}`] : [];
  };
  const shown = page.locator('#log article');
  const buttons = await shown.locator('.actions .button').all();
  const unseen = await Promise.all([sticksOut(shown), ...buttons.map(sticksOut)]);
  return unseen.flat().map((how) => `${text}: ${how}`);
}
