import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { DumpsSection } from './section.ts';

export const dumps = vendor({
  title: 'Dumps',
  about: 'Where dumps of its database are kept.',
  under: 'database',
  platform: 'no',
  account: null,
  section: DumpsSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
