/** What somebody typed after `/rollback`. */
export type Command =
  | { readonly kind: 'open'; readonly service: string | null; readonly mode: 'live' | 'drill' }
  | { readonly kind: 'status' }
  | { readonly kind: 'history'; readonly service: string | null }
  | { readonly kind: 'set aside'; readonly incident: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'not understood'; readonly text: string };

export function parseCommand(text: string): Command {
  const [first, second, ...rest] = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (rest.length > 0) return { kind: 'not understood', text };
  // A phone begins a line with a capital.
  const word = first?.toLowerCase();
  switch (word) {
    case undefined:
      return { kind: 'open', service: null, mode: 'live' };
    case 'drill':
      return { kind: 'open', service: second ?? null, mode: 'drill' };
    case 'history':
      return { kind: 'history', service: second?.toLowerCase() ?? null };
    case 'set-aside':
      return second === undefined ? { kind: 'not understood', text } : { kind: 'set aside', incident: second };
    case 'status':
    case 'help':
      return second === undefined ? { kind: word } : { kind: 'not understood', text };
    default:
      return second === undefined ? { kind: 'open', service: first ?? null, mode: 'live' } : { kind: 'not understood', text };
  }
}
