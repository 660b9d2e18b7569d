import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { CloudflareAccount, CloudflareSection } from './section.ts';
import type { CloudflareSettings } from './settings.ts';

export const cloudflare = vendor({
  title: 'Cloudflare',
  about: 'The DNS record that its traffic moves by, or its project on Cloudflare Pages.',
  under: 'service',
  platform: 'yes',
  account: CloudflareAccount,
  section: CloudflareSection,
  variables: {},
  secrets: {},
  settle: ({ account, section: { dns, pages } }): CloudflareSettings => ({
    account: account.account ?? null,
    dns: dns === undefined ? null : { zone: dns.zone, record: dns.record, colors: dns.colors, holdMs: dns.hold },
    pages: pages ?? null,
  }),
  byHand,
});
