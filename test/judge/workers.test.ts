import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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

test('a question that comes meanwhile is answered by another one', async () => {
  const reports = await Promise.all([judge.judge(question(), signal()), judge.judge(question(), signal())]);
  expect(reports[1]).toEqual(reports[0]);
});

test('one that is killed, at work or idle, is replaced; its server and scratch process go with it', async () => {
  const known = childrenOf(process.pid);
  const own = createWorkers('bundled');
  onTestFinished(() => own.stop());
  const { judge: ask } = createJudge({ workers: own, database: null, now: () => 0 });
  const right = await ask(question(), signal());

  const idle = childrenOf(process.pid).find((pid) => !known.includes(pid));
  const below = descendantsOf(idle ?? 0);
  expect(below.length).toBeGreaterThan(2);
  process.kill(idle ?? 0, 'SIGKILL');
  await expect.poll(() => below.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(await ask(question(), signal())).toEqual(right);

  const asked = ask({ ...question(), from: to, to: from }, signal());
  for (const pid of childrenOf(process.pid)) if (!known.includes(pid)) process.kill(pid, 'SIGKILL');
  await expect(asked).rejects.toMatchObject({ code: 'provider_unavailable' });
  expect(await ask(question(), signal())).toEqual(right);
});

test('after the stop none is left, and what was asked is refused', async () => {
  const known = descendantsOf(process.pid);
  const own = createWorkers('bundled');
  const { judge: ask } = createJudge({ workers: own, database: null, now: () => 0 });
  await ask(question(), signal());
  const started = descendantsOf(process.pid).filter((pid) => !known.includes(pid));
  const both = [ask(question(), signal()), ask(question(), signal())];
  own.stop();
  const refused = { status: 'rejected', reason: { code: 'provider_unavailable' } };
  expect(await Promise.allSettled(both)).toMatchObject([refused, refused]);
  await expect.poll(() => started.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});

function childrenOf(parent: number): number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, name]) => Number(ppid) === parent && name !== 'ps')
    .map(([pid]) => Number(pid))
    .toSorted((one, other) => one - other);
}

function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
}
