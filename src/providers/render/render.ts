import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { RenderSection } from './section.ts';

export const render = vendor({
  title: 'Render',
  about: 'The Render service that it runs as.',
  under: 'service',
  platform: 'yes',
  account: null,
  section: RenderSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
