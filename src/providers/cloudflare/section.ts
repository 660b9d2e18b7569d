import { z } from 'zod';
import { Duration } from '#src/section/duration.ts';
import { Text } from '#src/section/text.ts';

const Host = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'must be the name of a host such as api.example.com');
const Id = z.string().regex(/^[a-z0-9-]+$/, 'must be an id of small letters, digits and hyphens');

export const CloudflareAccount = z.strictObject({
  account: Id.optional().meta({
    description: 'Cloudflare account, by its id. Pages projects need it.',
    source: 'copy it from the overview of the account',
  }),
});

const Dns = z.strictObject({
  zone: Id.meta({ description: 'Zone, by its id.', source: 'copy it from the overview of the domain' }),
  record: Host.meta({ description: 'The CNAME record that users reach, by its name.', source: 'find it under DNS > Records' }),
  colors: z
    .strictObject({
      blue: Host.meta({ description: 'Host that the record names while blue serves.', source: 'find it where blue runs' }),
      green: Host.meta({ description: 'Host that the record names while green serves.', source: 'find it where green runs' }),
    })
    .refine(({ blue, green }) => blue !== green, 'must be two different hosts')
    .meta({ description: 'The two sides that traffic moves between.' }),
  hold: Duration.prefault('24h').meta({ description: 'How long the old side is kept running after a cutover.' }),
});

const Pages = z.strictObject({
  project: Text.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a Pages project').meta({
    description: 'Cloudflare Pages project, by its name.',
    source: 'find it under Workers & Pages',
  }),
});

export const CloudflareSection = z
  .strictObject({
    dns: Dns.optional().meta({ description: 'Traffic that moves by a DNS record between two sides.' }),
    pages: Pages.optional().meta({ description: 'A site on Cloudflare Pages.' }),
  })
  .refine(({ dns, pages }) => (dns === undefined) !== (pages === undefined), 'must have either dns or pages');
