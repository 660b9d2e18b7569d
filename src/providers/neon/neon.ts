import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { NeonSection } from './section.ts';

export const neon = vendor({
  title: 'Neon',
  about: 'The Neon branch that holds its data.',
  under: 'database',
  platform: 'no',
  account: null,
  section: NeonSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
