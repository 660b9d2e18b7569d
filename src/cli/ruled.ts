import type { Finding } from '#src/schema/finding.ts';
import type { SignOff } from '#src/schema/verdict/sign-off.ts';

/** A finding, and whether somebody accepted it. */
export interface Ruled {
  readonly finding: Finding;
  readonly signOff: SignOff;
}

export function fails({ finding, signOff }: Ruled): boolean {
  if (finding.severity === 'unknown') return true;
  return (finding.severity === 'hard' || finding.severity === 'data') && signOff.kind !== 'signed off';
}

/** As the formats for other programs show it: accepted findings stay visible and stop nothing. */
export function shown({ finding, signOff }: Ruled): Finding {
  if (signOff.kind === 'signed off') return { ...finding, severity: 'note', message: `${finding.message} Signed off by ${signOff.by}.` };
  return signOff.kind === 'not signed off' ? { ...finding, message: `${finding.message} ${signOff.why}` } : finding;
}
