import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { SupabaseSection } from './section.ts';

export const supabase = vendor({
  title: 'Supabase',
  about: 'The Supabase project that holds its data.',
  under: 'database',
  platform: 'no',
  account: null,
  section: SupabaseSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  byHand,
});
