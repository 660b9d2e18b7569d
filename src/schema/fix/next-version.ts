import type { Tool } from '../migration.ts';

/**
 * The version of the next migration, in the form that the folder uses and behind every one that is there: a running number as wide as the
 * others, seconds since the epoch, or a timestamp.
 *
 * @param names of the migrations as the tool names them
 * @param now milliseconds since the epoch
 */
export function nextVersion(tool: Tool, names: readonly string[], now: number): string {
  if (tool === 'diesel') return diesel(names, now);
  const versions = names.map((name) => /^\d+/.exec(name.replace(/^[vV](?=\d)/, ''))?.[0]).filter((version) => version !== undefined);
  const last = versions.reduce((highest, version) => (BigInt(version) > highest ? BigInt(version) : highest), 0n);
  const width = Math.max(0, ...versions.map((version) => version.length));
  const fresh = width === 0 ? stamp(now) : width === 10 ? String(Math.floor(now / 1000)) : width >= 12 ? stamp(now).slice(0, width) : '0';
  const next = BigInt(fresh) > last ? BigInt(fresh) : last + 1n;
  return String(next).padStart(width, '0');
}

/** Diesel leaves the dashes out when it sorts. */
function diesel(names: readonly string[], now: number): string {
  const versions = names.map((name) => (name.split('_')[0] ?? '').replaceAll('-', '')).toSorted();
  const last = versions.at(-1) ?? '';
  const fresh = stamp(now);
  const next = fresh > last ? fresh : String(BigInt(last.slice(0, 14)) + 1n);
  return next.replace(/^(\d{4})(\d{2})(\d{2})(\d+)$/, '$1-$2-$3-$4');
}

/** `20261120152233`, in UTC. */
function stamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
