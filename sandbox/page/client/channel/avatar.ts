import type { ShownPerson } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';

/** Says nothing that the name beside it does not say. */
export function avatar({ id, name }: { readonly id: string; readonly name: string }, people: readonly ShownPerson[]): Markup {
  const index = people.findIndex((person) => person.id === id);
  const look = index === -1 ? 'bot' : `person-${(index % 4) + 1}`;
  return h('span', { class: `avatar ${look}`, 'aria-hidden': 'true' }, index === -1 ? '↩' : (name[0] ?? '?').toUpperCase());
}
