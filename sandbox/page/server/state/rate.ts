import type { IncidentRecord } from '#sandbox/scenarios/read-record.ts';
import type { TrafficCounts } from '#sandbox/traffic/start-traffic.ts';
import type { ShownWorld } from '../../protocol.ts';

type Point = ShownWorld['rate']['points'][number];
type Moment = ShownWorld['rate']['moments'][number];

/** What customers got between two looks: an error is an answer of 500 or more, or none at all. */
export function pointBetween(before: TrafficCounts, after: TrafficCounts, at: number): Point {
  const [was, is] = [ended(before), ended(after)];
  return { at, errors: is.errors - was.errors, requests: is.requests - was.requests };
}

function ended({ answered, failed }: TrafficCounts): { errors: number; requests: number } {
  const lost = sum(Object.values(failed));
  const errors = sum(Object.entries(answered).map(([status, count]) => (Number(status) >= 500 ? count : 0)));
  return { errors: errors + lost, requests: sum(Object.values(answered)) + lost };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What the bot's journal marks on the chart. */
export function momentsOf(record: Pick<IncidentRecord, 'journal'> | null): Moment[] {
  const seen = new Set<string>();
  return (record?.journal ?? []).flatMap(({ type, at, payload }) => {
    const label = type === 'recovery.observed' && verdictOf(payload) === 'recovered' ? 'recovered' : LABELS[type];
    if (label === undefined || (label === 'recovered' && seen.has(label))) return [];
    seen.add(label);
    return [{ at, label }];
  });
}

const LABELS: Readonly<Record<string, string | undefined>> = {
  'incident.opened': '/rollback',
  'class.confirm': 'class confirmed',
  'move.confirm': 'move confirmed',
  'undo.confirm': 'undo confirmed',
  'disaster.declare': 'disaster declared',
};

function verdictOf(payload: IncidentRecord['journal'][number]['payload']): unknown {
  const { recovery } = payload as { recovery?: { verdict?: unknown } };
  return recovery?.verdict;
}
