import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusalOf, refused } from './refused.ts';
import { ENV, YAML } from './settings.ts';
import { writeConfig } from './write-config.ts';

const NOWHERE = '/nowhere/switchback.yml';

/** Nine lines, each of which says the one before it ten times. */
const LAUGHS = Array.from({ length: 10 }, (_, level) => {
  const ten = level === 0 ? 'ha' : `[${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`;
  return `a${level}: &a${level} ${ten}\n`;
}).join('');

test('with nothing configured at all, the refusal lists everything and names the rehearsal', () => {
  expect(refusalOf({ file: NOWHERE, env: { PATH: '/bin', PORT: '3000' } })).toBe(
    [
      'Switchback cannot start:',
      '  SLACK_BOT_TOKEN is not set; copy it from "OAuth & Permissions" of your Slack app',
      '  SLACK_APP_TOKEN is not set; create one with connections:write under "Basic Information" > "App-Level Tokens", or set SLACK_SIGNING_SECRET and PORT to use HTTP',
      '  /nowhere/switchback.yml does not exist; copy switchback.example.yml there and edit it, or name another file with SWITCHBACK_CONFIG',
      'See docs/configuration.md for where each value comes from.',
      'Nothing is configured yet. To see it work first, with no accounts: npm run rehearse',
    ].join('\n'),
  );
});

test('with something configured, the rehearsal is not named', () => {
  expect(refusalOf({ file: NOWHERE, env: ENV })).toBe(
    [
      'Switchback cannot start:',
      '  /nowhere/switchback.yml does not exist; copy switchback.example.yml there and edit it, or name another file with SWITCHBACK_CONFIG',
      'See docs/configuration.md for where each value comes from.',
    ].join('\n'),
  );
});

test('everything that is wrong is said at once, in the order of the file', () => {
  const file = writeConfig(`slak: {}
sentry:
  url: ftp://sentry.example.com
roles:
  responders: { users: ['@alice'] }
services:
  Invoices: {}
  help: {}
  billing:
    app: { url: https://billing.example.com/en, probes: [] }
    vercel:
    sentry: { project: billing, environment: production, dsnEnv: BILLING_DSN }
    verification: { grace: 60, deadline: 1m }
  orders:
    environment: prod
    app: { url: https://orders.example.com }
    vercel: { project: orders, team: acme }
    sentry: { project: orders, environment: production }
    code: { repository: clones/orders }
    verification: { deadline: 2m }
drills:
  - { service: order, kind: rehearsal, cron: 0 10 30 2 *, timeZone: Mars/Base }
  - { service: orders, kind: rehearsal, cron: 0 10 * * 1, timeZone: UTC }
  - { service: orders, kind: rehearsal, cron: 0 10 * * 1, timeZone: UTC, channel: '#drills' }
`);
  expect(refused({ file, env: { ...ENV, SLACK_BOT_TOKEN: 'xapp-swapped', SLACK_APP_TOKEN: 'xoxb-swapped', LOG_LEVEL: 'loud' } })).toEqual([
    'SLACK_BOT_TOKEN must start with xoxb-; copy it from "OAuth & Permissions" of your Slack app',
    'SLACK_APP_TOKEN must start with xapp-; create one with connections:write under "Basic Information" > "App-Level Tokens", or set SLACK_SIGNING_SECRET and PORT to use HTTP',
    'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; choose how much is logged',
    'slak is not a setting; did you mean slack? (switchback.yml:1)',
    'sentry.organization is not set; find it under Settings > Organization > General Settings (switchback.yml:2)',
    'sentry.url must be an address such as https://api.example.com, found "ftp://sentry.example.com"; find the region under Settings > Organization > General Settings (switchback.yml:3)',
    'roles.responders.users[0] must be a Slack user id such as U024BE7LH, found "@alice"; copy it from the person\'s profile, "Copy member ID" (switchback.yml:5)',
    'services.Invoices is not a name that people can type: use a to z, 0 to 9 and hyphens, at most 40 characters (switchback.yml:7)',
    'services.help is a word of the command itself, as are drill, status, history, help: choose another (switchback.yml:8)',
    'services.billing.app.url must be a scheme and host alone, such as https://invoices.example.com, found "https://billing.example.com/en"; copy it from the address that users open (switchback.yml:10)',
    'services.billing.app.probes must not be empty (switchback.yml:10)',
    'services.billing.vercel.project is not set; find it under Project Settings > General (switchback.yml:11)',
    'services.billing.sentry.dsnEnv names BILLING_DSN, which is not set in the environment (switchback.yml:12)',
    'services.billing.verification.grace must be a duration such as 500ms, 10s, 5m, 24h or 1d, found 60 (switchback.yml:13)',
    'services.orders.environment must be one of development, staging, production, found "prod" (switchback.yml:15)',
    'services.orders.vercel.team is not a setting; the keys here are project, deploymentUrl, protectionBypassEnv (switchback.yml:17)',
    'services.orders.sentry.dsnEnv is not set; copy the DSN from Project Settings > Client Keys (DSN) (switchback.yml:18)',
    'services.orders.code.repository names clones/orders, which is not a folder here; clone the repository there or leave the setting out (switchback.yml:19)',
    'services.orders.verification.deadline must be longer than grace and minimum together, or recovery could never be proved (switchback.yml:20)',
    'drills[0].cron must be a cron pattern of five parts that fires sometime, found "0 10 30 2 *"; write one such as 0 10 * * 1 (switchback.yml:22)',
    'drills[0].timeZone must be an IANA time zone, found "Mars/Base"; write one such as Europe/Berlin or UTC (switchback.yml:22)',
    'drills[0].service is order, which is not a service; did you mean orders? (switchback.yml:22)',
    'drills[1].service is orders, which does not allow drills; set services.orders.drills.allowed to true or remove the drill (switchback.yml:23)',
    'drills[1].channel is not set and neither is services.orders.channel; name the channel to remind (switchback.yml:23)',
    'drills[2].channel must be a Slack channel id such as C024BE91L, found "#drills"; copy it from the bottom of the channel\'s details (switchback.yml:24)',
    'drills[2].cron repeats an earlier drill of the same service and kind, which would remind twice; remove one (switchback.yml:24)',
    'drills[2].service is orders, which does not allow drills; set services.orders.drills.allowed to true or remove the drill (switchback.yml:24)',
  ]);
});

describe('the environment', () => {
  const cases = [
    {
      given: 'HTTP without a port',
      env: { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'signing' },
      says: 'PORT is not set; choose the port that Slack reaches the bot on',
    },
    {
      given: 'a port that is none',
      env: { SLACK_SIGNING_SECRET: 'signing', PORT: '70000' },
      says: 'PORT must be a port from 0 to 65535; choose the port that Slack reaches the bot on',
    },
    {
      given: 'an organization token of Sentry',
      env: { SENTRY_TOKEN: 'sntrys_secret' },
      says: 'SENTRY_TOKEN must not be an organization token (sntrys_), which cannot read errors; create an internal integration under Settings > Custom Integrations with org:read, event:read, project:read and project:releases',
    },
    {
      given: 'another kind of database',
      env: { DATABASE_URL: 'mysql://bot:secret@db/a' },
      says: 'DATABASE_URL must be an address that starts with postgres://; copy it from your PostgreSQL server, or leave it out to use SQLite',
    },
    {
      given: 'a DSN without a key',
      env: { SENTRY_DSN: 'https://o1.ingest.sentry.io/1' },
      says: 'SENTRY_DSN must look like https://KEY@HOST/PROJECT; copy it from Project Settings > Client Keys (DSN)',
    },
    {
      given: 'a secret twice',
      env: { VERCEL_TOKEN_FILE: NOWHERE },
      says: 'VERCEL_TOKEN and VERCEL_TOKEN_FILE are both set; keep one of them',
    },
    {
      given: 'a secret in a file that is not there',
      env: { VERCEL_TOKEN: '', VERCEL_TOKEN_FILE: NOWHERE },
      says: 'VERCEL_TOKEN_FILE names /nowhere/switchback.yml, which cannot be read (ENOENT)',
    },
  ];
  test.each(cases)('$given is refused', ({ env, says }) => {
    expect(refused({ file: writeConfig(YAML), env: { ...ENV, ...env } })).toEqual([says]);
  });

  test('a file that is named twice is refused', () => {
    const file = writeConfig(YAML);
    expect(refused({ file: null, env: { ...ENV, SWITCHBACK_CONFIG: file, SWITCHBACK_CONFIG_FILE: file } })).toContain(
      'SWITCHBACK_CONFIG and SWITCHBACK_CONFIG_FILE are both set; keep one of them',
    );
  });

  test('a secret in an empty file is refused', () => {
    const file = writeConfig(YAML);
    const empty = writeConfig('\n');
    expect(refused({ file, env: { ...ENV, VERCEL_TOKEN: '', VERCEL_TOKEN_FILE: empty } })).toEqual([
      `VERCEL_TOKEN_FILE names ${empty}, which is empty`,
    ]);
  });
});

describe('the file', () => {
  const cases = [
    { given: 'a file that is not YAML', yaml: 'services: {\n', says: /^\S+ is not valid YAML: .* \(switchback\.yml:2\)$/ },
    {
      given: 'a key that is there twice',
      yaml: `${YAML}services: {}\n`,
      says: /^\S+ is not valid YAML: Map keys must be unique \(switchback\.yml:11\)$/,
    },
    { given: 'an alias of nothing', yaml: 'services: *nothing\n', says: /^\S+ uses \*nothing, and no anchor &nothing stands before it$/ },
    { given: 'an anchor inside itself', yaml: 'services: &all\n  a: *all\n', says: /^\S+ uses an anchor inside itself$/ },
    { given: 'a billion laughs', yaml: LAUGHS, says: /^\S+ uses anchors inside anchors more than 10000 times; write some of them out$/ },
    { given: 'a list', yaml: '- services\n', says: /^the file must be a group of keys, found a list$/ },
    {
      given: 'an empty list of services',
      yaml: 'sentry: { organization: acme }\nservices: {}\n',
      says: /^services must name at least one service, found a group of keys; copy one from switchback\.example\.yml \(switchback\.yml:2\)$/,
    },
    {
      given: 'no services',
      yaml: 'sentry: { organization: acme }\n',
      says: /^services is not set; copy one from switchback\.example\.yml$/,
    },
  ];
  test.each(cases)('$given is refused', ({ yaml, says }) => {
    const problems = refused({ file: writeConfig(yaml), env: ENV });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(says);
  });

  test('one that cannot be read is refused', () => {
    const folder = dirname(writeConfig(YAML));
    expect(refused({ file: folder, env: ENV })).toEqual([`${folder} cannot be read (EISDIR)`]);
  });

  test('empty, it lacks everything', () => {
    expect(refused({ file: writeConfig(''), env: ENV })).toEqual(['services is not set; copy one from switchback.example.yml']);
  });
});

describe('two people', () => {
  const cases = [
    {
      given: 'no responder',
      from: '  responders: { users: [U0RESPONDER] }\n',
      to: '',
      says: 'roles.responders names nobody, so nobody could drive an incident; list Slack users or user groups (switchback.yml:3)',
    },
    {
      given: 'no approver in production',
      from: '  approvers: { users: [U0APPROVER] }\n',
      to: '',
      says: 'roles.approvers names nobody, so nobody could be the second person; list Slack users or user groups (switchback.yml:3)',
    },
    {
      given: 'one person in both roles',
      from: 'U0APPROVER',
      to: 'U0RESPONDER',
      says: 'roles.approvers names only the person who is the only responder, so two people could never confirm; add another person or a group (switchback.yml:5)',
    },
    {
      given: "a service's own list that leaves one person",
      from: '    vercel:',
      to: '    roles: { approvers: { users: [U0RESPONDER] } }\n    vercel:',
      says: 'services.invoices.roles.approvers names only the person who is the only responder, so two people could never confirm; add another person or a group (switchback.yml:9)',
    },
  ];
  test.each(cases)('$given is refused', ({ from, to, says }) => {
    expect(refused({ file: writeConfig(YAML.replace(from, to)), env: ENV })).toEqual([says]);
  });

  test('a problem of the list at the top is said once, however many services it serves', () => {
    const yaml = YAML.replace('  approvers: { users: [U0APPROVER] }\n', '');
    const second = yaml.slice(yaml.indexOf('  invoices:')).replace('  invoices:', '  billing:');
    expect(refused({ file: writeConfig(yaml + second), env: ENV })).toHaveLength(1);
  });
});

describe('secrets', () => {
  const secrets = ['xoxb-1234-secret', 'https://abcdef@o1.ingest.sentry.io/1', 'AbCdEfGhIjKlMnOpQrStUvWx'];

  test.each(secrets)('%s in the file is never repeated', (secret) => {
    const file = writeConfig(
      YAML.replace('vercel: { project: invoices }', `vercel: { project: invoices, protectionBypassEnv: '${secret}' }`),
    );
    const [problem] = refused({ file, env: ENV });
    expect(problem).toBe(
      'services.invoices.vercel.protectionBypassEnv must be the name of an environment variable, never the secret itself, ' +
        `found something that may be a secret (${secret.length} characters, not shown); ` +
        'create the secret under Project Settings > Deployment Protection > Protection Bypass for Automation (switchback.yml:9)',
    );
  });

  test('a token as a key is refused, with where it belongs', () => {
    const file = writeConfig(`slack: { botToken: xoxb-1234-secret }\n${YAML}`);
    expect(refused({ file, env: ENV })).toEqual([
      'slack.botToken is not a setting; the keys here are apiUrl, command; secrets come from the environment only (switchback.yml:1)',
    ]);
  });

  test('a broken line with a token in it is not quoted', () => {
    const refusal = refusalOf({ file: writeConfig('slack: { botToken: "xoxb-1234-secret\n'), env: ENV });
    expect(refusal).toContain('is not valid YAML');
    expect(refusal).not.toContain('xoxb-1234');
  });

  test('a wrong value in the environment is not repeated', () => {
    const refusal = refusalOf({ file: join(dirname(NOWHERE), 'other.yml'), env: { ...ENV, DATABASE_URL: 'mysql://bot:hunter2@db/a' } });
    expect(refusal).not.toContain('hunter2');
  });

  test("a service's DSN that is none is not repeated", () => {
    const file = writeConfig(YAML.replace('dsnEnv: INVOICES_SENTRY_DSN', 'dsnEnv: APP_DSN'));
    expect(refused({ file, env: { ...ENV, APP_DSN: 'hunter2' } })).toEqual([
      'services.invoices.sentry.dsnEnv names APP_DSN, which must look like https://KEY@HOST/PROJECT (switchback.yml:10)',
    ]);
  });
});

test('a fact may take 10 s at most, since several in a row must fit into the lease of one effect', () => {
  const file = writeConfig(`${YAML}    timeouts: { fact: 11s }\n`);
  expect(refused({ file, env: ENV })).toEqual([
    'services.invoices.timeouts.fact must be at most 10s: several facts one after the other must fit into a minute, found "11s" (switchback.yml:11)',
  ]);
});
