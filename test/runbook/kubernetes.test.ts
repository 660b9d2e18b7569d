import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BARE, instruct, KUBERNETES, type Given } from './subjects.ts';

const NAMES = { deployments: ['api', 'worker'], scaleToZero: ['worker'], readOnly: { env: 'READ_ONLY_MODE', on: ['api'] } };
const READ_ONLY: Given = { ...BARE, vendors: { kubernetes: { ...KUBERNETES, ...NAMES } } };
const WITHOUT: Given = {
  ...BARE,
  vendors: { kubernetes: { ...KUBERNETES, ...NAMES, readOnly: null, scaleToZero: ['api', 'worker'] } },
};

/** What pods of the API would run after each command: `image read-only replicas`. */
let seen: readonly string[] = [];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  writeFileSync(join(folder, 'kubectl'), `#!${process.execPath}\n${readFileSync(new URL('kubectl-model.mjs', import.meta.url), 'utf8')}`);
  chmodSync(join(folder, 'kubectl'), 0o755);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The commands of these instructions, one after the other in one shell, as somebody would paste them. */
function pasted(...blocks: readonly string[]): void {
  const state = join(folder, 'state.json');
  const deployment = {
    revision: 2,
    replicas: 3,
    template: { image: 'shop:bad' },
    history: { 1: { image: 'shop:good' }, 2: { image: 'shop:bad' } },
  };
  writeFileSync(state, JSON.stringify({ seen: [], deployments: { api: deployment, worker: structuredClone(deployment) } }));
  const variables = 'API_CONTAINER=app WORKER_CONTAINER=app';
  const known = `${variables} API_IMAGE=shop:good WORKER_IMAGE=shop:good API_REVISION=1 WORKER_REVISION=1 API_REPLICAS=3 WORKER_REPLICAS=3`;
  const script = ['set -eu', ...known.split(' '), ...blocks].join('\n');
  const ran = spawnSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: [folder, '/usr/bin', '/bin'].join(delimiter), KUBECTL_STATE: state },
  });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  seen = (JSON.parse(readFileSync(state, 'utf8')) as { seen: string[] }).seen;
}

/** The commands under this heading. */
function of(key: string, heading: string, given = READ_ONLY): string {
  const found = instruct(key, given).commands.filter((command) => command.startsWith(`# Kubernetes, ${heading}`));
  expect(found).toHaveLength(1);
  return found.join('\n');
}

describe('rollback.sql by hand on Kubernetes', () => {
  test('with a read-only mode ends on the good image, and never runs the bad one with writes on in between', () => {
    pasted(
      of('pauseWrites', 'with its read-only mode'),
      of('deployPrevious', 'where only the image differs'),
      of('resumeWrites', 'as it was before'),
    );
    expect(seen).toEqual([
      'api shop:bad read-only 3',
      'worker shop:bad writes 0',
      'api shop:good read-only 3',
      'worker shop:good writes 0',
      'api shop:good writes 3',
      'worker shop:good writes 3',
    ]);
  });

  test('with a read-only mode, to a whole revision: no pod runs while the revision has no read-only mode', () => {
    pasted(
      of('pauseWrites', 'with its read-only mode'),
      of('deployPrevious', 'where more than the image differs'),
      of('deployPrevious', 'and then, with its read-only mode'),
      of('resumeWrites', 'as it was before'),
    );
    expect(seen.filter((line) => !line.endsWith(' 0') && line.includes('writes'))).toEqual([
      'api shop:good writes 3',
      'worker shop:good writes 3',
    ]);
    expect(seen.findIndex((line) => line === 'api shop:good read-only 3')).toBeGreaterThan(0);
  });

  test('scaled to zero ends on the good image', () => {
    pasted(
      of('pauseWrites', 'with the downtime that this is', WITHOUT),
      of('deployPrevious', 'where only the image differs', WITHOUT),
      of('resumeWrites', 'as it was before', WITHOUT),
    );
    expect(seen.slice(-2)).toEqual(['api shop:good writes 3', 'worker shop:good writes 3']);
    expect(seen.slice(0, -2).filter((line) => !line.endsWith(' 0'))).toEqual([]);
  });

  test('never goes to “the revision before”, which after a pause is the bad one', () => {
    const undone = ['deployPrevious', 'rollback'].flatMap((key) =>
      instruct(key, READ_ONLY).commands.filter((command) => /rollout undo(?!.*--to-revision)/.test(command)),
    );
    expect(undone).toEqual([]);
  });

  test('records revision, image and number before anything is changed', () => {
    const [first] = instruct('pauseWrites', READ_ONLY).commands;
    expect(first).toContain('kubectl get replicasets --namespace=prod');
    expect(first).not.toMatch(/kubectl (?:set|scale|rollout)/);
  });

  test('says what is to be written down, by the names of the deployments', () => {
    expect(instruct('pauseWrites', READ_ONLY).lines[2]).toBe(
      'On Kubernetes, first write down of api: API_REVISION, API_IMAGE, API_CONTAINER of the last good version and API_REPLICAS as it is now, and of worker alike. Pause Argo CD or Flux where it owns them, or it puts the bad image back.',
    );
  });

  test('a deployment that neither list names goes on writing, as the file says', () => {
    const kubernetes = { ...KUBERNETES, ...NAMES, deployments: ['api', 'worker', 'web'] };
    const paused = instruct('pauseWrites', { ...BARE, vendors: { kubernetes } }).commands.join('\n');
    expect(paused).not.toMatch(/(?:scale|set env).* web/);
  });
});

test('an app bug goes to the revision that was written down while the app serves', () => {
  pasted(of('rollback', 'to the revision that was written down'));
  expect(seen).toEqual(['api shop:good writes 3', 'worker shop:good writes 3']);
});
