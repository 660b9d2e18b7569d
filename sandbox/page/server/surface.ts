import type { Manifest } from '#sandbox/slack/manifest.ts';
import type { State } from '../protocol.ts';

/** What the composer and the menu of a message offer, by the app's manifest: one completion for each way to use a command. */
export function surfaceOf({ features }: Manifest): Pick<State, 'commands' | 'shortcuts'> {
  return {
    commands: features.slash_commands.flatMap(({ command, usage_hint: usages = '', description }) =>
      usages
        .split('|')
        .map((usage) => ({ command, usage: usage.trim(), description: WORDS[usage.trim().split(' ')[0] ?? ''] ?? description })),
    ),
    shortcuts: features.shortcuts
      .filter(({ type }) => type === 'message')
      .map(({ callback_id: callbackId, name }) => ({ callbackId, name })),
  };
}

const WORDS: Readonly<Record<string, string | undefined>> = {
  drill: 'Rehearse it; every message says DRILL',
  status: 'What is open',
  history: 'What was',
  help: 'What it understands',
};
