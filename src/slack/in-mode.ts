import type { Mode } from '#domain/service.ts';

/** Everything that is said in a drill says so, first. */
export function inMode(mode: Mode, text: string): string {
  return mode === 'drill' ? `DRILL · ${text}` : text;
}
