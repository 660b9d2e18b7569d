import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What the compiler says of copies of files in which one word was replaced. */
async function compiled(copies: readonly { file: string; word: string; by: string }[]): Promise<string> {
  const folder = await mkdtemp(join(ROOT, 'node_modules/.wrong-copy-'));
  try {
    for (const [index, { file, word, by }] of copies.entries()) {
      const text = await readFile(join(ROOT, file), 'utf8');
      if (!text.includes(word)) throw new Error(`${file} does not say ${word}, so nothing was tried.`);
      const room = file.startsWith('machines/') ? '#machines/' : '#src/effects/';
      await writeFile(join(folder, `${index}.ts`), text.replaceAll(word, by).replaceAll(/from '\.\//g, `from '${room}`));
    }
    const config = { extends: '../../tsconfig.json', compilerOptions: { noEmit: true }, include: ['*.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    return await run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const COPIES = [
  { file: 'src/effects/start-move.ts', word: 'move.alreadyThere', by: 'move.alreadyThere', fails: false },
  { file: 'src/effects/start-move.ts', word: "type: 'move.alreadyThere'", by: "type: 'move.alreadyHere'", fails: true },
  { file: 'src/effects/observe-swap.ts', word: "type: 'swap.observed', swap:", by: "type: 'swap.observed', swapped:", fails: true },
  {
    file: 'src/effects/mark-release.ts',
    word: 'input: { incident, service, move }',
    by: 'input: { incident, services, move }',
    fails: true,
  },
  { file: 'machines/re-point.ts', word: 'plan: context.plan,', by: 'plans: context.plan,', fails: true },
] as const;

describe('the tree and whoever does what it asks for are checked against one contract', () => {
  let said = '';
  beforeAll(async () => {
    said = await compiled(COPIES);
  });

  for (const [index, { file, by, fails }] of COPIES.entries()) {
    test(`${file} with ${by} ${fails ? 'does not compile' : 'compiles'}`, () => {
      expect(new RegExp(`^${index}\\.ts\\(`, 'm').test(said)).toBe(fails);
    });
  }
});
