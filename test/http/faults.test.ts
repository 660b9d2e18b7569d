import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { createHttp, type Http } from '#src/http/create-http.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { CONNECTION_FAULTS } from './connection-faults.ts';
import type { FaultRow } from './fault-row.ts';
import { startHostile } from './hostile.ts';
import { STATUS_FAULTS } from './status-faults.ts';

const never = new AbortController().signal;

describe.each([...CONNECTION_FAULTS, ...STATUS_FAULTS])('$what', (row) => {
  test('for a read', async () => {
    const found = await meet(row, async (http, url) => {
      await http.read({ asked: 'for the thing', url }, never);
      return 'read';
    });
    expect(found).toEqual(row.read);
  });

  test('for a write', async () => {
    const found = await meet(row, async (http, url) => {
      const sent = await http.send({ asked: 'to change the thing', method: 'POST', url, body: '{}' }, () => {}, never).catch(thrown);
      return sent.kind === 'taken' ? 'taken' : [`${sent.kind}: `, sent.error];
    });
    expect(found).toEqual(row.send);
  });
});

type Told = 'read' | 'taken' | [string, SwitchbackError];

/** What becomes of it, with what was sent and what was waited for, and the message. */
async function meet(row: FaultRow, ask: (http: Http, url: string) => Promise<Told>): Promise<[string, string]> {
  const server = row.fault === null ? null : await startHostile(row.fault);
  const waits: number[] = [];
  const pause = async (ms: number): Promise<void> => void waits.push(ms);
  const http = createHttp({ vendor: 'Acme', secrets: [], pause, ...row.options });
  const told = await ask(http, `${server?.origin ?? (await addressOfNobody())}/things`).catch((error: unknown): Told => [
    '',
    asError(error),
  ]);
  await server?.close();

  const requests = server?.seen.length ?? 0;
  const effort = `${requests} request${requests === 1 ? '' : 's'}${waits.length === 0 ? '' : `, waits of ${waits.join(' and ')} ms`}`;
  if (typeof told === 'string') return [`${told}, ${effort}`, ''];
  const [kind, { code, retryable, retryAfterMs, message }] = told;
  const again = `${retryable ? ', retryable' : ''}${retryAfterMs === null ? '' : ` after ${retryAfterMs} ms`}`;
  return [`${kind}${code}${again}, ${effort}`, message];
}

function thrown(error: unknown): { kind: 'thrown'; error: SwitchbackError } {
  return { kind: 'thrown', error: asError(error) };
}

function asError(error: unknown): SwitchbackError {
  if (error instanceof SwitchbackError) return error;
  throw error;
}
