import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayedContract } from '#src/schema/contract/replayed-contract.ts';
import { proveForwardFix } from '#src/schema/fix/prove-forward-fix.ts';
import { FIX_CASES } from './cases.ts';
import { ENGINES, startEngine, type StartedEngine } from './engines.ts';
import { openGround, refused, says, type Ground } from './ground.ts';

describe.each(ENGINES)('on %s', (engine) => {
  let ground: Ground;
  let started: StartedEngine;
  beforeAll(async () => {
    started = await startEngine(engine);
    ground = await openGround(started.engine);
  });
  afterAll(async () => {
    await ground.close();
    await started.stop();
  });

  describe.each(FIX_CASES)('$what', ({ old, change, rows = [], oldCode, liveCode, dataBack, hurts = [] }) => {
    test('breaks the old code, and the proved draft mends it without harm to the live code', async () => {
      const { before, live, findings } = await ground.change(old, change);
      expect(await refused(ground.scratch, oldCode)).not.toEqual([]);
      expect(await refused(ground.scratch, liveCode)).toEqual([]);

      const question = { findings, before, live, markers: [], contract: replayedContract(before) };
      const fix = await proveForwardFix(ground.reopen, question, { old: says(...oldCode), live: says(...liveCode) }, rows);

      expect(fix).toMatchObject({
        kind: 'proved',
        draft: { uncovered: [] },
        proof: { left: [], passed: { old: oldCode.length, live: liveCode.length } },
      });
      expect(fix.kind === 'proved' && fix.proof.hurts.map(({ code }) => code)).toEqual(hurts);
      expect([...new Set(fix.draft.steps.map((step) => step.dataBack))].includes(dataBack)).toBe(true);
    });
  });
});
