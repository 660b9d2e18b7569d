import { describe, expect, test } from 'vitest';
import type { Evidence, Verdict } from '#domain/evidence.ts';
import type { Answers } from '#machines/context.ts';
import { schemaVerdict, type SchemaVerdict } from '#machines/schema-verdict.ts';
import { fact } from '#test/support/walk.ts';

interface Case {
  readonly probe: Verdict | null;
  readonly migrations: Verdict | null;
  readonly person: Answers['schema'];
  readonly is: SchemaVerdict;
}

const PROBE_FAILED = 'target.answers contradicts';
const MIGRATIONS_CLASH = 'schema.fits contradicts';
const FAILED = 'Going back was tried in this incident and had to be undone.';
const SAID_BROKEN = 'A responder says that the old code does not run on this schema.';
const SAID_FITS = 'A responder says that the old code runs on this schema.';
const NOBODY = 'Nobody has compared the migrations yet.';

const CASES: readonly Case[] = [
  { probe: null, migrations: null, person: null, is: { kind: 'unknown', because: NOBODY } },
  { probe: 'supports', migrations: null, person: null, is: { kind: 'unknown', because: NOBODY } },
  { probe: 'supports', migrations: 'inconclusive', person: null, is: { kind: 'unknown', because: 'schema.fits inconclusive' } },
  { probe: 'supports', migrations: 'unavailable', person: null, is: { kind: 'unknown', because: 'schema.fits unavailable' } },
  { probe: 'unavailable', migrations: 'unavailable', person: null, is: { kind: 'unknown', because: 'schema.fits unavailable' } },
  { probe: null, migrations: 'supports', person: null, is: { kind: 'safe', because: 'schema.fits supports' } },
  { probe: 'supports', migrations: 'supports', person: null, is: { kind: 'safe', because: 'schema.fits supports' } },
  { probe: null, migrations: null, person: 'fits', is: { kind: 'safe', because: SAID_FITS } },
  { probe: 'unavailable', migrations: 'inconclusive', person: 'fits', is: { kind: 'safe', because: SAID_FITS } },
  { probe: 'contradicts', migrations: 'supports', person: 'fits', is: { kind: 'unsafe', because: PROBE_FAILED } },
  { probe: 'contradicts', migrations: null, person: null, is: { kind: 'unsafe', because: PROBE_FAILED } },
  { probe: 'supports', migrations: 'contradicts', person: 'fits', is: { kind: 'unsafe', because: MIGRATIONS_CLASH } },
  { probe: 'supports', migrations: 'supports', person: 'broken', is: { kind: 'unsafe', because: SAID_BROKEN } },
  { probe: 'supports', migrations: 'supports', person: 'failed', is: { kind: 'unsafe', because: FAILED } },
  { probe: null, migrations: null, person: 'failed', is: { kind: 'unsafe', because: FAILED } },
];

describe('would the target run on today’s schema?', () => {
  for (const { probe, migrations, person, is } of CASES) {
    test(`probe ${probe ?? 'missing'}, migrations ${migrations ?? 'missing'}, person ${person ?? 'silent'} → ${is.kind}`, () => {
      const evidence: Partial<Record<Evidence['kind'], Evidence>> = {
        ...(probe && { 'target.answers': fact('target.answers', probe) }),
        ...(migrations && { 'schema.fits': fact('schema.fits', migrations) }),
      };
      expect(schemaVerdict({ evidence, answers: { data: null, serving: null, errors: null, schema: person } })).toEqual(is);
    });
  }
});
