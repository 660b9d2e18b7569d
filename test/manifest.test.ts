import { globSync, readFileSync } from 'node:fs';
import { webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RESERVED_NAMES } from '#src/config/service-section.ts';
import { ACTION_PREFIX, BOLT_METHODS, COMMAND, EVENTS, METHODS, SHORTCUTS, SUBCOMMANDS, VIEWS } from '#src/slack/surface.ts';

const Command = z.strictObject({
  command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
  description: z.string().max(2000),
  usage_hint: z.string().max(1000),
  should_escape: z.literal(true),
});

const Shortcut = z.strictObject({
  name: z.string().min(1).max(24),
  type: z.enum(['message', 'global']),
  callback_id: z.string().min(1).max(255),
  description: z.string().min(1).max(150),
});

/** What Slack refuses, and what a Socket Mode app of one workspace must have. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    long_description: z.string().min(175).max(4000),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(false),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(true),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[A-Za-z0-9 ._-]{1,80}$/), always_online: z.boolean() }),
    slash_commands: z.array(Command).min(1).max(50),
    shortcuts: z.array(Shortcut).max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).min(1).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).min(1).max(100) }).optional(),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
});

const manifest = Manifest.parse(parse(readFileSync('manifest.yml', 'utf8')));
const sources = globSync('src/slack/**/*.ts').filter((file) => file !== 'src/slack/surface.ts');
const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

describe('manifest.yml declares what the app has, and nothing else', () => {
  test('commands', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([COMMAND]);
  });

  test('the usage hint names every subcommand', () => {
    const [command] = manifest.features.slash_commands;
    expect(command?.usage_hint.match(/[a-z]+(?=[^\]a-z]|$)/g)?.toSorted()).toEqual([...SUBCOMMANDS].toSorted());
  });

  test('shortcuts', () => {
    expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(Object.values(SHORTCUTS));
  });

  test('events', () => {
    expect(manifest.settings.event_subscriptions?.bot_events ?? []).toEqual(Object.keys(EVENTS).toSorted());
  });

  test('scopes, each once and in order', () => {
    const needed = new Set<string>(['commands', ...Object.values(METHODS).flat(), ...Object.values(EVENTS)]);
    expect(manifest.oauth_config.scopes.bot).toEqual([...needed].toSorted());
  });

  test('the scope of the app-level token stands in a comment, since a manifest cannot ask for it', () => {
    expect(readFileSync('manifest.yml', 'utf8')).toContain(BOLT_METHODS['apps.connections.open'][0]);
  });
});

test('a subcommand cannot be the name of a service', () => {
  expect([...RESERVED_NAMES].toSorted()).toEqual([...SUBCOMMANDS].toSorted());
});

test('the ids of modals, shortcuts and buttons cannot be taken for each other', () => {
  const ids = [...Object.values(VIEWS), ...Object.values(SHORTCUTS)];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith(ACTION_PREFIX))).toEqual([]);
});

describe('src/slack/surface.ts declares what the code of src/slack uses', () => {
  test('every declared method is one of the Web API', () => {
    expect(Object.keys(METHODS).filter((method) => !isMethod(method))).toEqual([]);
  });

  test('methods that are called are found, however they are written', () => {
    expect(methodsIn("await client.chat.postMessage({});\nsend('views.open');\napp.client.usergroups.users.list(a)")).toEqual([
      'chat.postMessage',
      'usergroups.users.list',
      'views.open',
    ]);
  });

  test('no method is called that is not declared', () => {
    expect(methodsIn(code).filter((method) => !Object.hasOwn(METHODS, method) && !Object.hasOwn(BOLT_METHODS, method))).toEqual([]);
  });

  // Until the first file that talks to Bolt is there, nothing can be used.
  test.skipIf(!code.includes("'@slack/bolt'"))('nothing is declared that is not used', () => {
    const used = methodsIn(code);
    const names = [
      ...Object.entries(VIEWS).map(([key, id]) => [`VIEWS.${key}`, id] as const),
      ...Object.entries(SHORTCUTS).map(([key, id]) => [`SHORTCUTS.${key}`, id] as const),
    ];
    expect({
      methods: Object.keys(METHODS).filter((method) => !used.includes(method)),
      events: Object.keys(EVENTS).filter((event) => !code.includes(`'${event}'`)),
      ids: names.filter(([name, id]) => !code.includes(name) && !code.includes(`'${id}'`)).map(([name]) => name),
    }).toEqual({ methods: [], events: [], ids: [] });
  });
});

/** Every method of the Web API that the code names, as a call on a client or as text. */
function methodsIn(source: string): string[] {
  const dotted = [...source.matchAll(/(?<=\bclient\.|['"`])[a-z]+(?:\.[a-zA-Z]+)+/g)].map(([name]) => name);
  return [...new Set(dotted)].filter(isMethod).toSorted();
}

function isMethod(name: string): boolean {
  let value: unknown = new webApi.WebClient();
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = Object.entries(value).find(([key]) => key === part)?.[1];
  }
  return typeof value === 'function';
}
