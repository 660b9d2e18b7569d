import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MANUAL } from '#src/runbook/manual.ts';
import { CONTRACT, DUAL_READ } from '#test/support/walk.ts';
import { stateNodes } from '#test/machines/explore/branches.ts';
import { ATTACKED, BARE, EVERYTHING, instruct, INVOICES, knowing, onVercel, type Given } from './subjects.ts';

const KEYS = Object.keys(MANUAL);
const SUBJECTS: Readonly<Record<string, Given>> = {
  'with everything known': INVOICES,
  'with nothing known': BARE,
  'with hostile words in it': ATTACKED,
  'with every vendor': EVERYTHING,
  'of another Vercel': onVercel({ apiUrl: 'http://127.0.0.1:4101/' }),
};

test('every state that has a manual instruction finds it, and no instruction is left over', () => {
  const asked = new Set(stateNodes().flatMap(({ meta }) => (meta?.manual === undefined ? [] : [meta.manual])));
  expect(KEYS.toSorted()).toEqual([...asked].map(String).toSorted());
});

test('an unknown key is refused', () => {
  expect(() => instruct('makeCoffee', INVOICES)).toThrow('The runbook has no instruction for makeCoffee, so none was shown.');
});

describe.each(Object.entries(SUBJECTS))('the runbook %s', (_, subject) => {
  test.each(KEYS)('%s says what to do', (key) => {
    const { title, lines } = instruct(key, subject);
    expect(title).toMatch(/^\S.*[^.]$/s);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.trim() === '')).toEqual([]);
  });

  test.each(KEYS)('%s has commands that a shell can read', (key) => {
    for (const command of instruct(key, subject).commands) {
      const checked = spawnSync('/bin/sh', ['-n'], { input: `${command}\n`, encoding: 'utf8' });
      expect({ command, status: checked.status, stderr: checked.stderr }).toEqual({ command, status: 0, stderr: '' });
    }
  });

  test.each(KEYS)('%s holds no secret', (key) => {
    const text = instruct(key, subject).commands.join('\n');
    expect(text.match(/Bearer (?!\$[A-Z_]+")/)).toBe(null);
    expect(text.match(/PGPASSWORD=|postgres(ql)?:\/\//)).toBe(null);
    expect(text).not.toContain('hunter2');
  });

  test.each(KEYS)('%s asks psql to stop at the first error and to read nothing but the command', (key) => {
    const calls = instruct(key, subject).commands.flatMap((command) => [...command.matchAll(/\bpsql -.*/g)].map(([call]) => call));
    expect(calls.filter((call) => !/^psql -X -w (-v ON_ERROR_STOP=1|-d postgres) /.test(call))).toEqual([]);
  });

  test.each(KEYS)('%s uses only what Vercel’s tool can do', (key) => {
    const verbs = instruct(key, subject).commands.flatMap((command) => [...command.matchAll(/^vercel (\S+)/gm)].map(([, verb]) => verb));
    expect(verbs.filter((verb) => !['ls', 'inspect', 'rollback', 'promote'].includes(verb ?? ''))).toEqual([]);
  });
});

test('nothing that other people wrote is ever run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  const script = KEYS.flatMap((key) => instruct(key, ATTACKED).commands).join('\n');
  // Without a PATH only what the shell does itself can happen, and an injected redirection is that.
  spawnSync('/bin/sh', ['-c', script], { cwd: folder, env: { PATH: '/nonexistent' } });
  const written = readdirSync(folder);
  rmSync(folder, { recursive: true });
  expect(written).toEqual([]);
});

describe('the commands are filled in', () => {
  test('a rollback names the deployment, the project and the team', () => {
    expect(instruct('rollback', INVOICES).commands.slice(0, 4)).toEqual([
      'vercel ls prj_invoices --prod --scope team_acme',
      'vercel rollback http://dualread.example --scope team_acme',
      `PROJECT_ID=$(curl -sS --fail-with-body -X GET -H "Authorization: Bearer $VERCEL_TOKEN" 'https://api.vercel.com/v9/projects/prj_invoices?teamId=team_acme' | jq -r .id)`,
      `curl -sS --fail-with-body -X POST -H "Authorization: Bearer $VERCEL_TOKEN" -H 'content-type: application/json' -d '{}' https://api.vercel.com/v1/projects/"$PROJECT_ID"'/rollback/dpl_dualread?teamId=team_acme'`,
    ]);
  });

  test('an undo is a promote of what served before', () => {
    const move = {
      purpose: 'undo' as const,
      gesture: 'promote' as const,
      target: CONTRACT,
      expectedLive: DUAL_READ,
      reason: 'Undo',
      confirmedBy: 'U_ADA',
      approvedBy: null,
      confirmedAt: 1,
      acceptedAt: null,
      movedAt: null,
    };
    expect(instruct('rollback', knowing(INVOICES, { move })).commands[1]).toBe('vercel promote http://contract.example --scope team_acme');
  });

  test('a promote turns auto-assignment off right after', () => {
    expect(instruct('promote', INVOICES).commands).toContain(
      `curl -sS --fail-with-body -X PATCH -H "Authorization: Bearer $VERCEL_TOKEN" -H 'content-type: application/json' -d '{"autoAssignCustomDomains":false}' 'https://api.vercel.com/v9/projects/prj_invoices?teamId=team_acme'`,
    );
  });

  test('reading production asks for the job, which the project shows only with rollbackInfo', () => {
    const { commands, lines } = instruct('readProduction', INVOICES);
    expect(commands[1]).toContain("'https://api.vercel.com/v9/projects/prj_invoices?rollbackInfo=true&teamId=team_acme'");
    expect(commands.at(-1)).toBe(`curl -sS -H 'cache-control: no-cache' 'https://invoices.example.com/api/deployment?asked='"$(date +%s)"`);
    expect(lines.at(-1)).toBe(
      'x-vercel-id is a request id with regions. It is worth noting for support and proves nothing about the deployment.',
    );
  });

  test('a team that is named by its slug is asked for by its slug', () => {
    const { commands } = instruct('autoAssignment', onVercel({ team: 'acme' }));
    expect(commands[0]).toContain('https://api.vercel.com/v9/projects/prj_invoices?slug=acme');
  });

  test('another Vercel has no tool of its own, only the API', () => {
    const { commands } = instruct('rollback', onVercel({ apiUrl: 'http://127.0.0.1:4101/' }));
    expect(commands.filter((command) => command.startsWith('vercel '))).toEqual([]);
    expect(commands[1]).toContain('http://127.0.0.1:4101/v1/projects/');
  });

  test('the revert names the commit that was rolled back, also after the move', () => {
    const reverted = [
      'git fetch origin',
      'git switch -c revert-c0ffee1 origin/main',
      'git revert --no-edit c0ffee1000000000000000000000000000000000',
      'git push -u origin revert-c0ffee1',
      `gh pr create --repo acme/invoices --base main --title 'Revert "contract: drop total"' --body 'Reverts the deploy dpl_contract of invoices.'`,
    ];
    expect(instruct('revertOnMain', INVOICES).commands).toEqual(reverted);
    const move = {
      purpose: 'recovery' as const,
      gesture: 'rollback' as const,
      target: DUAL_READ,
      expectedLive: CONTRACT,
      reason: 'app bug',
      confirmedBy: 'U_ADA',
      approvedBy: null,
      confirmedAt: 1,
      acceptedAt: 2,
      movedAt: 3,
    };
    expect(instruct('mergeRevert', knowing(INVOICES, { live: DUAL_READ, move })).commands.slice(0, 5)).toEqual(reverted);
  });

  test('a commit that nobody knows is a variable to fill in, and the prose says so', () => {
    const { commands, lines } = instruct('revertOnMain', BARE);
    expect(commands[2]).toBe('git revert --no-edit "$BAD_COMMIT"');
    expect(lines.at(-1)).toBe('The platform does not know the commit of the bad deploy: set BAD_COMMIT to it first.');
  });

  test('the generated column is an example and says so', () => {
    const [example] = instruct('draftForwardFix', INVOICES).commands;
    expect(example).toBe(
      '# EXAMPLE, not yours:\n# ALTER TABLE invoices ADD COLUMN total numeric GENERATED ALWAYS AS (subtotal + tax) STORED;',
    );
  });

  test('a blocker is cancelled before it is terminated, by pid and start', () => {
    const [cancel, terminate] = instruct('stopMigration', INVOICES).commands;
    expect(cancel).toMatch(/pg_cancel_backend\(pid\).*-v pid="\$PID" -v start="\$BACKEND_START"$/);
    expect(terminate).toMatch(/^# Only if it is still there afterwards:\n.*pg_terminate_backend\(pid, 5000\)/);
  });

  test('the session that the bot saw is filled in', () => {
    const stuck = { pid: 8055, startedAt: Date.UTC(2026, 10, 20, 16, 40, 29, 336) };
    expect(instruct('findBlockers', knowing(INVOICES, { stuck })).lines).toContain(
      'The bot saw the migration in session 8055. See whether that is still so.',
    );
    const { lines, commands } = instruct('stopMigration', knowing(INVOICES, { stuck }));
    expect(lines.at(-1)).toContain('PID and BACKEND_START are of session 8055');
    expect(commands[0]).toBe('PID=8055\nBACKEND_START=2026-11-20T16:40:29.336Z');
    expect(commands[1]).toContain('pg_cancel_backend');
    expect(commands[2]).toContain('pg_terminate_backend');
  });

  test('a session whose start is hidden is not filled in: pids are used again', () => {
    const { lines, commands } = instruct('stopMigration', knowing(INVOICES, { stuck: { pid: 8055, startedAt: null } }));
    expect(lines.at(-1)).toBe('Set PID and BACKEND_START from the list before.');
    expect(commands).toHaveLength(2);
  });

  test('a dump counts only when it lists', () => {
    expect(instruct('dumpBefore', INVOICES).commands).toEqual([
      'DUMP=pre-rollback-invoices-$(date +%s).dump',
      'pg_dump -w -Fc -f "$DUMP"',
      'pg_restore -l "$DUMP" > /dev/null && ls -l "$DUMP" && sha256sum "$DUMP"',
    ]);
  });
});

test('rows of a generation are counted by the queries of the service', () => {
  const generations = { pending: 'select count(*) from outbox where generation = $1' };
  const counted = [
    '# BAD_GENERATION is the one to count, pending:',
    String.raw`echo 'select count(*) from outbox where generation = :'\''generation'\''' | psql -X -w -v ON_ERROR_STOP=1 -v generation="$BAD_GENERATION"`,
  ].join('\n');
  for (const key of ['drainStranded', 'confirmNothingMoved'])
    expect(instruct(key, knowing(INVOICES, { generations })).commands.at(-1)).toBe(counted);
});

test('where a forward-fix is drafted the refusal shows no example of one', () => {
  const { lines, commands } = instruct('refused', knowing(INVOICES, { drafted: true }));
  expect(lines.slice(0, 3)).toEqual([
    'Going back is refused here, so its commands are not shown. They come when a second person has agreed to the break-glass.',
    'A forward-fix is drafted and proved on a scratch database: “Forward-fix the schema” in the message shows it, and where it is written down.',
    'Then try it on a copy, with FORWARD_FIX set to its file. It is applied under “Forward-fix the schema” in the message, with a second person.',
  ]);
  expect(commands.join('\n')).not.toMatch(/EXAMPLE|generate|--create-only/);
  expect(instruct('refused', INVOICES).commands.join('\n')).toMatch(/EXAMPLE/);
});

describe('of the migration tools', () => {
  const toolsIn = (key: string, tool: string | null) =>
    instruct(key, knowing(INVOICES, { tool })).commands.flatMap((command) => /^# ([\w-]+(?: migrations)?)[:,]/.exec(command)?.[1] ?? []);

  test.each<[string | null, string[]]>([
    ['drizzle', ['Drizzle']],
    ['prisma', ['Prisma', 'Prisma']],
    ['supabase', ['Supabase migrations']],
    ['goose', ['goose']],
    ['golang-migrate', ['golang-migrate']],
    ['sqlx', ['sqlx']],
    ['diesel', ['Diesel']],
    ['sql', []],
    [null, ['Prisma', 'Prisma', 'Drizzle']],
  ])('of %s only its own commands are shown, and of an unknown one those that most people have', (tool, shown) => {
    expect(toolsIn('markRolledBack', tool)).toEqual(shown);
    expect(toolsIn('applyForwardFix', tool)).toEqual([...new Set(shown)]);
  });

  test('only its own words are said', () => {
    expect(instruct('markRolledBack', knowing(INVOICES, { tool: 'drizzle' })).lines).toEqual([
      'Drizzle: there is no such mark, so the newest row is deleted. Set MIGRATION_WHEN to its "when" in meta/_journal.json. It must answer DELETE 1.',
      'Deploys from main are held before this and until the migration is off main, or the next one applies it again.',
    ]);
  });

  test('what another provider of the same name is for stays', () => {
    const { commands } = instruct('restoreToAPoint', knowing(EVERYTHING, { tool: 'drizzle' }));
    expect(commands.some((command) => command.startsWith('# Supabase, IN PLACE:'))).toBe(true);
  });
});
