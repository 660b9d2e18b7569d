import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJudge } from '#src/judge/create-judge.ts';
import { createWorkers } from '#src/judge/workers.ts';
import { createRepository, type Repository } from './repository.ts';
import { OLD } from './span.ts';

let repository: Repository;
let from: string;
let to: string;
beforeAll(() => {
  repository = createRepository();
  from = repository.commit(OLD);
  to = repository.commit({ 'migrations/0002_drop.sql': 'alter table invoices drop column total;\n' });
});
afterAll(() => repository.remove());

const workers = createWorkers('bundled');
afterAll(() => workers.stop());
const judge = createJudge({ workers, database: null, now: () => 0 });
const question = () => ({ repository: repository.path, from, to, folder: null, tool: null });
const signal = () => AbortSignal.timeout(60_000);

test('the verdict comes back from a process of its own, with the fingerprints that tell later whether it still holds', async () => {
  const report = await judge.judge(question(), signal());
  const fingerprints = await judge.fingerprint(question(), signal());

  expect(report).toMatchObject({ verdict: 'unsafe', from, to, folder: 'migrations', tool: 'sql' });
  expect(fingerprints).toEqual({ ...report.fingerprints, replayed: null });
  expect(fingerprints.from).not.toBe(fingerprints.to);
});

test('a commit that is not there is refused as on this side', async () => {
  await expect(judge.judge({ ...question(), from: 'v9' }, signal())).rejects.toMatchObject({
    name: 'SwitchbackError',
    code: 'provider_not_found',
    message: expect.stringContaining('"v9" is no commit of the clone') as string,
  });
});

test('one that is stopped has judged nothing', async () => {
  await expect(judge.judge(question(), AbortSignal.timeout(50))).rejects.toMatchObject({
    name: 'SwitchbackError',
    code: 'provider_unavailable',
    message: expect.stringContaining('The schema was not judged') as string,
  });
  await expect(judge.judge(question(), AbortSignal.abort())).rejects.toMatchObject({ code: 'provider_unavailable' });
});
