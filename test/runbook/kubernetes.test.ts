import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualFor } from '#src/runbook/manual.ts';
import { INVOICES } from './subjects.ts';

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
  const variables = 'API_DEPLOYMENT=api WORKER_DEPLOYMENT=worker API_CONTAINER=app WORKER_CONTAINER=app';
  const known = `${variables} API_IMAGE=shop:good WORKER_IMAGE=shop:good API_REVISION=1 WORKER_REVISION=1 API_REPLICAS=3 WORKER_REPLICAS=3`;
  const script = ['set -eu', ...known.split(' '), ...blocks].join('\n');
  const ran = spawnSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: [folder, '/usr/bin', '/bin'].join(delimiter), KUBECTL_STATE: state },
  });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  seen = (JSON.parse(readFileSync(state, 'utf8')) as { seen: string[] }).seen;
}

/** The commands under this heading, or all of Kubernetes. */
function of(key: string, heading: string): string {
  const found = manualFor(key, INVOICES).commands.filter((command) => command.startsWith(`# Kubernetes, ${heading}`));
  expect(found).toHaveLength(1);
  return found.join('\n');
}

describe('rollback.sql by hand on Kubernetes', () => {
  test('with a read-only mode ends on the good image, and never runs the bad one with writes on in between', () => {
    pasted(
      of('pauseWrites', 'with a read-only mode'),
      of('deployPrevious', 'where only the image differs'),
      of('resumeWrites', 'with a read-only mode'),
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
      of('pauseWrites', 'with a read-only mode'),
      of('deployPrevious', 'where more than the image differs'),
      of('deployPrevious', 'and then, with a read-only mode'),
      of('resumeWrites', 'with a read-only mode'),
    );
    expect(seen.filter((line) => !line.endsWith(' 0') && line.includes('writes'))).toEqual([
      'api shop:good writes 3',
      'worker shop:good writes 3',
    ]);
    expect(seen.findIndex((line) => line === 'api shop:good read-only 3')).toBeGreaterThan(0);
  });

  test('scaled to zero ends on the good image', () => {
    pasted(of('pauseWrites', 'without one'), of('deployPrevious', 'where only the image differs'), of('resumeWrites', 'without one'));
    expect(seen.slice(-2)).toEqual(['api shop:good writes 3', 'worker shop:good writes 3']);
    expect(seen.slice(0, -2).filter((line) => !line.endsWith(' 0'))).toEqual([]);
  });

  test('never goes to “the revision before”, which after a pause is the bad one', () => {
    const undone = manualFor('deployPrevious', INVOICES).commands.filter((command) => /rollout undo(?!.*--to-revision)/.test(command));
    expect(undone).toEqual([]);
  });

  test('records revision, image and number before anything is changed', () => {
    const [first] = manualFor('pauseWrites', INVOICES).commands;
    expect(first).toContain('kubectl get replicasets');
    expect(first).not.toMatch(/kubectl (?:set|scale|rollout)/);
  });
});
