import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunOrder } from '#src/providers/pipelines.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';

const DISPATCH = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';

describe('workflows of GitHub as pipelines', () => {
  let github: LocalGithub;
  let main: string;
  const at = Date.now();
  const signal = () => AbortSignal.timeout(20_000);
  const pipelines = () => openHost(github).pipelines;
  const drain = (change: Partial<RunOrder> = {}): RunOrder => ({
    pipeline: 'drain.yml',
    ref: 'main',
    commit: main,
    inputs: { target_generation: '7' },
    key: 'INC-1.drain',
    at,
    ...change,
  });
  const start = (order = drain()) => pipelines().start(order, () => {}, signal());

  beforeEach(async () => {
    github = await startGithub();
    main = await github.push({ files: { '.github/workflows/drain.yml': 'on: workflow_dispatch\n' }, message: 'init' });
    github.workflow({ file: 'drain.yml', inputs: ['target_generation', 'switchback_key'] });
  });
  afterEach(() => closeGithub(github));

  test('a workflow is found by the name of its file', async () => {
    const url = 'https://github.com/acme/shop/blob/main/.github/workflows/drain.yml';
    expect(await pipelines().pipeline('drain.yml', signal())).toEqual({ url, active: true });
    expect(await pipelines().pipeline('other.yml', signal())).toBeNull();
  });

  test('started once, with its inputs and its key, and told which run it is', async () => {
    expect(await start()).toEqual({ kind: 'started', run: '9000' });
    expect(github.requests.find(({ route }) => route === DISPATCH)?.body).toEqual({
      ref: 'main',
      inputs: { target_generation: '7', switchback_key: 'INC-1.drain' },
      return_run_details: true,
    });
    expect(await start()).toEqual({ kind: 'already there', run: '9000' });
    expect(github.runs).toHaveLength(1);
  });

  test('started and the answer lost: the outcome is unknown, and the run is found by its key', async () => {
    github.faults.on(DISPATCH, { kind: 'reset', acts: true }, 1);
    await expect(start()).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await pipelines().find(drain(), signal())).toMatchObject({
      id: '9000',
      title: 'run INC-1.drain',
      commit: main,
      status: 'queued',
    });
    expect(await start()).toEqual({ kind: 'already there', run: '9000' });
    expect(github.runs).toHaveLength(1);
  });

  test('a server that does not tell of the run took it all the same', async () => {
    github.faults.on(DISPATCH, { kind: 'answer', acts: true, status: 204 }, 1);
    expect(await start()).toEqual({ kind: 'started', run: null });
    expect(await pipelines().find(drain(), signal())).toMatchObject({ id: '9000' });
  });

  test('the key of another incident that begins alike is not ours', async () => {
    await start(drain({ key: 'INC-12' }));
    expect(await pipelines().find(drain({ key: 'INC-1' }), signal())).toBeNull();
  });

  test('a branch that moved since it was approved is not run', async () => {
    const moved = await github.push({ files: { 'a.txt': 'x\n' }, message: 'moved' });
    expect(await start()).toEqual({ kind: 'ref moved', commit: moved });
    expect(await start(drain({ ref: 'gone' }))).toEqual({ kind: 'ref moved', commit: null });
    expect(github.runs).toEqual([]);
  });

  test('a tag is run as well as a branch', async () => {
    await openHost(github).code.tag({ name: 'v1.4.3-rollback', commit: main, message: 'INC-1', at }, () => {}, signal());
    expect(await start(drain({ ref: 'v1.4.3-rollback' }))).toMatchObject({ kind: 'started' });
    expect(github.runs[0]).toMatchObject({ branch: 'v1.4.3-rollback', commit: main });
  });

  test("a workflow that takes no key, and one that is held, are refused in GitHub's words", async () => {
    github.workflow({ file: 'old.yml', inputs: [] });
    github.workflow({ file: 'held.yml', state: 'disabled_manually' });
    expect(await start(drain({ pipeline: 'old.yml', inputs: {} }))).toEqual({
      kind: 'refused',
      why: 'GitHub did not start the workflow old.yml: Unexpected inputs provided: ["switchback_key"]',
    });
    expect(await start(drain({ pipeline: 'held.yml', inputs: {} }))).toEqual({
      kind: 'refused',
      why: "GitHub did not start the workflow held.yml: Cannot trigger a 'workflow_dispatch' on a disabled workflow",
    });
  });

  test('more inputs than GitHub takes are refused before anything is sent', async () => {
    const inputs = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`input_${index}`, 'x']));
    expect(await start(drain({ inputs }))).toEqual({
      kind: 'refused',
      why: 'GitHub takes 25 inputs at most and there are 26, so nothing was started.',
    });
    expect(github.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('a run is watched to its end, with the step that it ended at', async () => {
    await start();
    github.goOn('9000', { status: 'waiting' });
    expect(await pipelines().run('9000', signal())).toMatchObject({ status: 'waiting', outcome: null, attempt: 1 });
    const steps = [
      { name: 'migrate', conclusion: 'success' },
      { name: 'cut over', conclusion: 'failure' },
    ];
    github.goOn('9000', { status: 'completed', conclusion: 'failure', jobs: [{ name: 'deploy', conclusion: 'failure', steps }] });
    expect(await pipelines().run('9000', signal())).toMatchObject({
      status: 'finished',
      outcome: 'failed',
      jobs: [{ name: 'deploy', status: 'finished', outcome: 'failed', failedStep: 'cut over' }],
    });
  });

  test('the newest run, of any commit and of one', async () => {
    expect(await pipelines().newest('drain.yml', null, signal())).toBeNull();
    await start();
    const moved = await github.push({ files: { 'a.txt': 'x\n' }, message: 'moved' });
    await start(drain({ commit: moved, key: 'INC-2' }));
    expect(await pipelines().newest('drain.yml', null, signal())).toMatchObject({ id: '9001' });
    expect(await pipelines().newest('drain.yml', main, signal())).toMatchObject({ id: '9000' });
  });

  test('a run is cancelled once; one that is finished is a value', async () => {
    await start();
    const cancel = () => pipelines().cancel('9000', () => {}, signal());
    expect(await cancel()).toEqual({ kind: 'accepted' });
    expect(await pipelines().run('9000', signal())).toMatchObject({ status: 'finished', outcome: 'cancelled' });
    expect(await cancel()).toEqual({ kind: 'finished already' });
  });

  test('one that finished between the look and the request is "finished already"', async () => {
    await start();
    const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';
    github.faults.on(
      route,
      { kind: 'answer', acts: true, status: 409, body: { message: 'Cannot cancel a workflow run that is completed.' } },
      1,
    );
    expect(await pipelines().cancel('9000', () => {}, signal())).toEqual({ kind: 'finished already' });
  });
});
