import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { PagerdutySection } from './section.ts';

export const pagerduty = vendor({
  title: 'PagerDuty',
  about: 'Whom PagerDuty pages in a disaster.',
  under: 'service',
  platform: 'no',
  account: null,
  section: PagerdutySection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
