import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { RdsSection } from './section.ts';

export const rds = vendor({
  title: 'RDS',
  about: 'The RDS instance that holds its data.',
  under: 'database',
  platform: 'no',
  account: null,
  section: RdsSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
