import type { State } from '../../protocol.ts';

export interface Completion {
  /** What the composer holds when it is taken. */
  readonly text: string;
  readonly usage: string;
  readonly description: string;
}

/** The commands that begin as the draft does. Nothing once the draft says more than a command does. */
export function completions(draft: string, commands: State['commands']): readonly Completion[] {
  if (!draft.startsWith('/')) return [];
  const typed = draft.toLowerCase();
  return commands
    .map(({ command, usage, description }) => ({
      text: [command, ...literalWords(usage), ''].join(' '),
      usage: `${command} ${usage}`.trim(),
      description,
    }))
    .filter(({ text }) => text.toLowerCase().startsWith(typed) || text.trimEnd().toLowerCase() === typed.trimEnd());
}

/** Enter sends what is complete, and completes what is not. */
export function isComplete(draft: string, offered: Completion): boolean {
  return draft.trimEnd().toLowerCase() === offered.text.trimEnd().toLowerCase();
}

/** `drill [service]` begins with “drill”; `status | help` begins with no word that is always right. */
function literalWords(usage: string): readonly string[] {
  if (usage.includes('|')) return [];
  const words = usage.split(' ').filter((word) => word !== '');
  const open = words.findIndex((word) => /^[[<(]/.test(word));
  return open === -1 ? words : words.slice(0, open);
}
