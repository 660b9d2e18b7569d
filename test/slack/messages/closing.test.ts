import { describe, expect, test } from 'vitest';
import type { JournalLine } from '#src/slack/incidents.ts';
import { closing } from '#src/slack/messages/closing.ts';
import { LONG } from '../support/absurd.ts';
import { read } from '../support/read.ts';

const AT = Date.UTC(2026, 10, 20, 2, 0, 0);

function line(second: number, type: string, by = 'switchback', payload: JournalLine['payload'] = {}, counted = true): JournalLine {
  return { at: AT + second * 1000, type, by, payload, counted };
}

function looked(second: number, verdict: string, reason: string): JournalLine {
  return line(second, 'recovery.observed', 'switchback', { recovery: { verdict, reason } });
}

describe('the timeline of an incident', () => {
  test('has what people did, what the bot did, and when', () => {
    const journal = [
      line(0, 'incident.opened', 'U_ADA'),
      line(1, 'facts.gathered'),
      line(9, 'class.override', 'U_ADA', { class: 'app bug', reason: 'I saw the diff' }),
      line(20, 'glass.break', 'U_ADA', { reason: 'customers cannot pay' }),
      line(25, 'glass.approve', 'U_BEN'),
      line(26, 'move.accepted'),
      line(27, 'job.observed'),
      line(28, 'swap.observed', 'switchback', { swap: 'moved' }),
      line(60, 'incident.handOver', 'U_ADA', { to: 'U_BEN' }),
      line(90, 'step.confirm', 'U_BEN'),
    ];
    const steps = [{ path: 'making the re-point durable', step: 'Smoke-test production', by: 'U_BEN', approvedBy: null, at: AT + 90_000 }];
    expect(read(closing(journal, steps))).toEqual([
      '*Closed. What happened*',
      '02:00:00 UTC @U_ADA: opened',
      '02:00:01 UTC facts gathered',
      '02:00:09 UTC @U_ADA: class set to app bug, because “I saw the diff”',
      '02:00:20 UTC @U_ADA: break-glass asked for, because “customers cannot pay”',
      '02:00:25 UTC @U_BEN: break-glass approved',
      '02:00:26 UTC platform accepted the move',
      '02:00:28 UTC production read: moved',
      '02:01:00 UTC @U_ADA: handed over to @U_BEN',
      '02:01:30 UTC @U_BEN: Smoke-test production: said to be done',
    ]);
  });

  test('leaves out what came too late', () => {
    expect(read(closing([line(0, 'incident.opened', 'U_ADA'), line(1, 'move.confirm', 'U_BEN', {}, false)], []))).toEqual([
      '*Closed. What happened*',
      '02:00:00 UTC @U_ADA: opened',
    ]);
  });

  test('says the same look once', () => {
    const journal = [looked(0, 'inconclusive', 'no traffic'), looked(15, 'inconclusive', 'no traffic'), looked(30, 'recovered', 'proved')];
    expect(read(closing(journal, [])).slice(1)).toEqual([
      '02:00:00 UTC error rate: inconclusive (no traffic)',
      '02:00:30 UTC error rate: recovered (proved)',
    ]);
  });

  test('leaves out looks that could only wait, unless nothing came after them', () => {
    const waiting = (second: number) => looked(second, 'inconclusive', 'not enough evidence yet');
    expect(read(closing([waiting(0), waiting(5), looked(30, 'recovered', 'proved')], [])).slice(1)).toEqual([
      '02:00:30 UTC error rate: recovered (proved)',
    ]);
    expect(read(closing([waiting(0), waiting(5)], [])).slice(1)).toEqual([
      '02:00:05 UTC error rate: inconclusive (not enough evidence yet)',
    ]);
  });

  test('says a look again after another move, though it found the same', () => {
    const moved = (second: number) => line(second, 'swap.observed', 'switchback', { swap: 'moved' });
    const journal = [moved(0), moved(1), line(2, 'undo.confirm', 'U_ADA'), line(3, 'move.accepted'), moved(4)];
    expect(read(closing(journal, [])).slice(1)).toEqual([
      '02:00:00 UTC production read: moved',
      '02:00:02 UTC @U_ADA: undo confirmed',
      '02:00:03 UTC platform accepted the move',
      '02:00:04 UTC production read: moved',
    ]);
  });

  test('of a long incident keeps the beginning and the end, and says how much is between', () => {
    const journal = Array.from({ length: 500 }, (_, second) => line(second, 'note.add', 'U_ADA', { text: `note ${second}` }));
    const lines = read(closing(journal, []));
    expect(lines[1]).toBe('02:00:00 UTC @U_ADA: note: note 0');
    expect(lines.at(-1)).toBe('02:08:19 UTC @U_ADA: note: note 499');
    const shown = lines.length - 2;
    expect(lines).toContain(`… ${500 - shown} more are in the journal …`);
    expect(shown).toBeGreaterThan(50);
  });

  test('is one message whatever people wrote', () => {
    const journal = Array.from({ length: 100 }, (_, second) => line(second, 'note.add', 'U_ADA', { text: LONG }));
    const lines = read(closing(journal, []));
    expect(lines.at(-1)).toMatch(/^02:01:39 UTC @U_ADA: note: <!channel> <@U1> /);
    expect(JSON.stringify(closing(journal, []))).not.toContain('<!channel>');
  });
});
