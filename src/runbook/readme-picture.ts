import type { AnyStateMachine } from 'xstate';
import { overview } from './decision-tree.ts';

const BEGIN = '<!-- tree: written by npm run generate -->';
const END = '<!-- /tree -->';

/** The README with the picture of the tree as the machine is now, between its two marks. */
export function withPicture(readme: string, machine: AnyStateMachine): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin)
    throw new Error(`README.md has lost its marks ${BEGIN} and ${END}, so the picture was not written. Put them back.`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${overview(machine)}\n\n${readme.slice(end)}`;
}
