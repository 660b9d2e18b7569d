import type { ChildProcess } from 'node:child_process';
import { correspond, type Correspondence } from './correspond.ts';
import { holds } from './holds.ts';
import { startProcess } from './start-process.ts';

/** A scratch process that may outlive the databases it held, because starting one takes longer than asking it. */
export interface ScratchProcess {
  readonly correspondence: Correspondence;
  /** It is of no more use here. The next one who wants a process of that size gets it, if it still answers. */
  release(): Promise<void>;
}

let idle: { readonly process: ScratchProcess; readonly child: ChildProcess; readonly memoryMb: number } | null = null;

/** An idle one, else a new one. Only for what holds its databases elsewhere: the memory of an embedded one never comes back. */
export function takeProcess(memoryMb: number): ScratchProcess {
  const parked = idle;
  if (parked !== null && parked.memoryMb === memoryMb && parked.child.exitCode === null && parked.child.signalCode === null) {
    idle = null;
    holds(parked.child, true);
    return parked.process;
  }
  const child = startProcess(memoryMb, 'server');
  const correspondence = correspond(child, memoryMb);
  const process: ScratchProcess = {
    correspondence,
    release: async () => {
      if (idle !== null || correspondence.isLost()) return await correspondence.end();
      holds(child, false);
      idle = { process, child, memoryMb };
    },
  };
  return process;
}
