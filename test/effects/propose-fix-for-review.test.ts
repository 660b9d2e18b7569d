import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proposeFix } from '#src/effects/propose-fix.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from '#test/providers/github/close-github.ts';
import { openHost } from '#test/providers/github/open-host.ts';
import { FIX_FILE, FROM, reported, UNSAFE } from '#test/support/schema-reports.ts';
import { CONTEXT, effect, perform, SHOP, shop } from './fixture.ts';

const PULLS = 'POST /repos/{owner}/{repo}/pulls';
const BRANCH = 'switchback/fix-inc-1-a1b2c3d';

describe('a drafted forward-fix, where the service opens its proposals on GitHub', () => {
  let github: LocalGithub;
  let live: string;
  const performer = (mayOpen = true) =>
    proposeFix(shop({ config: SHOP, schema: reported({ [FROM]: UNSAFE }), codeHost: openHost(github, { mayOpen }).code }));
  const request = (mode: 'live' | 'drill' = 'live') => ({
    incident: 'inc-1',
    service: 'shop',
    mode,
    target: 'dpl_good',
    from: FROM,
    to: live,
  });

  beforeEach(async () => {
    github = await startGithub();
    await github.push({ files: { 'migrations/0001_init.sql': 'create table a ();\n' }, message: 'init' });
    live = await github.push({ files: { 'migrations/0003_contract.sql': 'drop\n' }, message: 'contract' });
  });
  afterEach(() => closeGithub(github));

  test('is a pull request into main with the draft in it, and its proof', async () => {
    const outcome = await perform(performer(), request());
    expect(outcome).toMatchObject({ kind: 'done', event: { evidence: [{ verdict: 'supports', source: 'github' }] } });
    const [pull] = github.pulls;
    expect(pull).toMatchObject({ number: 1, title: "fix: let the code of a1b2c3d run on today's schema" });
    expect(pull?.body).toContain('Drafted by Switchback in incident inc-1 of shop, and proved on a scratch database.');
    expect(await github.filesOf(BRANCH)).toEqual({
      'migrations/0001_init.sql': 'create table a ();\n',
      'migrations/0003_contract.sql': 'drop\n',
      [FIX_FILE.path]: FIX_FILE.content,
    });
  });

  test('is opened once: asked for again it is there already', async () => {
    await perform(performer(), request());
    const again = await perform(performer(), request());
    expect(again.kind === 'done' && JSON.stringify(again.event)).toContain('It was there already.');
    expect(github.pulls).toHaveLength(1);
  });

  test('whose answer was lost is thrown, then found, and never opened twice', async () => {
    github.faults.on(PULLS, { kind: 'reset', acts: true }, 1);
    await expect(perform(performer(), request())).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await performer().reconcile?.(effect(request()), CONTEXT)).toMatchObject({ kind: 'landed' });
    expect(github.pulls).toHaveLength(1);
  });

  test('whose branch alone was made is completed', async () => {
    github.faults.on(PULLS, { kind: 'reset', acts: false }, 1);
    await expect(perform(performer(), request())).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await performer().reconcile?.(effect(request()), CONTEXT)).toEqual({ kind: 'absent' });
    expect(await perform(performer(), request())).toMatchObject({ kind: 'done' });
    expect(github.pulls).toHaveLength(1);
  });

  test('is not opened where nobody said that it may be', async () => {
    expect(await perform(performer(false), request())).toMatchObject({
      event: { evidence: [{ verdict: 'unavailable', summary: 'It was not written to a branch. No repository is configured any more.' }] },
    });
    expect(github.pulls).toEqual([]);
  });
});
