import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { CloudSqlSection } from './section.ts';

export const cloudSql = vendor({
  title: 'Cloud SQL',
  about: 'The Cloud SQL instance that holds its data.',
  under: 'database',
  platform: 'no',
  account: null,
  section: CloudSqlSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
