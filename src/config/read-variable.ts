import { readFileSync } from 'node:fs';
import type { Reading } from './problem.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** A variable, or the content of the file that its `_FILE` variant names. An empty one is as good as none. */
export function readVariable(env: Env, name: string): Reading<string | null> {
  const direct = env[name]?.trim() ?? '';
  const file = env[`${name}_FILE`]?.trim() ?? '';
  if (direct !== '' && file !== '') return wrong(name, `and ${name}_FILE are both set; keep one of them`);
  if (file === '') return { value: direct === '' ? null : direct, problems: [] };

  try {
    const content = readFileSync(file, 'utf8').trim();
    return content === '' ? wrong(`${name}_FILE`, `names ${file}, which is empty`) : { value: content, problems: [] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return wrong(`${name}_FILE`, `names ${file}, which cannot be read${code}`);
  }
}

function wrong(name: string, says: string): Reading<null> {
  return { value: null, problems: [{ name, says, line: null }] };
}
