import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux: what one tick of /proc is in seconds, and a page of it in MiB. */
const TICK = 1 / 100;
const KIB = 1024;

/** Of the processes that this one has started, and of all that those have: what they take together. */
export interface Load {
  readonly cpuSeconds: number;
  /** Memory that several share is counted once. */
  readonly pssMib: number;
}

export function loadOfDescendants(): Load {
  const all = processes();
  const own = new Set([process.pid]);
  for (let before = 0; before !== own.size;) {
    before = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  const descendants = all.filter(({ pid }) => own.has(pid) && pid !== process.pid);
  return {
    cpuSeconds: sum(descendants.map(({ cpuSeconds }) => cpuSeconds)),
    pssMib: sum(descendants.map(({ pid }) => pssOf(pid))),
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** With that of its children that have ended. */
  readonly cpuSeconds: number;
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    if (stat === null) return [];
    // The name of the program comes first, in brackets, and may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [{ pid: Number(name), parent: fields[1] ?? 0, cpuSeconds: sum(fields.slice(11, 15)) * TICK }];
  });
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(?<kib>\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.groups?.['kib'] ?? 0) / KIB;
}

/** Null for a process that has ended meanwhile. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
