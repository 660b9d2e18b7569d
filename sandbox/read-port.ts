import { parseArgs } from 'node:util';

export type PortRead = { readonly kind: 'port'; readonly port: number } | { readonly kind: 'refused'; readonly why: string };

const DEFAULT_PORT = 4400;

/** `--port <number>`; 0 takes any free one. */
export function readPort(args: readonly string[]): PortRead {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
    const port = Number(values.port);
    if (/^\d+$/.test(values.port) && port <= 65_535) return { kind: 'port', port };
    return { kind: 'refused', why: `--port takes a whole number from 0 to 65535, not “${values.port}”, so nothing was started.` };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : String(error);
    return { kind: 'refused', why: `${why}, so nothing was started. The only option is --port <number>.` };
  }
}
