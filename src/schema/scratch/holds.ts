import type { ChildProcess } from 'node:child_process';

/** Whether this process waits for that one, and for what it says, before it ends. */
export function holds(child: ChildProcess, waits: boolean): void {
  for (const part of [child, child.channel, child.stderr as { ref(): void; unref(): void } | null]) {
    if (waits) part?.ref();
    else part?.unref();
  }
}
