import type { Instruction } from './instruction.ts';

/** How a line and the comment above a command name the migration tool that they are for. Nothing else in the runbook is named so. */
const NAMES: Readonly<Record<string, string>> = {
  prisma: 'Prisma',
  drizzle: 'Drizzle',
  supabase: 'Supabase migrations',
  goose: 'goose',
  'golang-migrate': 'golang-migrate',
  sqlx: 'sqlx',
  diesel: 'Diesel',
};

/** The tools that most people have: theirs is shown while nobody knows which it is. */
const USUAL: readonly string[] = ['Prisma', 'Drizzle'];

/** The instruction without what is for another migration tool than the service's own. */
export function forTool(instruction: Instruction, tool: string | null): Instruction {
  const shown = tool === null ? USUAL : [NAMES[tool]];
  const applies = (text: string): boolean => {
    const named = Object.values(NAMES).find((name) => [`# ${name}:`, `# ${name},`, `${name}:`].some((start) => text.startsWith(start)));
    return named === undefined || shown.includes(named);
  };
  return { ...instruction, lines: instruction.lines.filter(applies), commands: instruction.commands.filter(applies) };
}
