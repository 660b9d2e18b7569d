import { describe, expect, test } from 'vitest';
import { ALL_VENDORS } from '#src/providers/vendors.ts';
import { MANUAL } from '#src/runbook/manual.ts';
import { BARE, EVERYTHING, instruct, INVOICES, knowing, KUBERNETES, type Given } from './subjects.ts';

const keysOf = ALL_VENDORS.flatMap(([name, { byHand }]) => Object.keys(byHand).map((key) => ({ vendor: name, key })));

function having(vendors: Given['vendors']): Given {
  return { ...BARE, vendors };
}

test('what a vendor adds belongs to an instruction that there is', () => {
  expect(keysOf.filter(({ key }) => !(key in MANUAL))).toEqual([]);
});

test('no vendor adds to what is refused: its commands come when a second person has agreed', () => {
  expect(keysOf.filter(({ key }) => key === 'refused')).toEqual([]);
  expect(instruct('refused', EVERYTHING).commands.join('\n')).not.toMatch(/vercel|kubectl|rollback\/|dns_records|api\.render/);
});

describe('without a vendor that knows it, an instruction falls back to words of none', () => {
  test.each([
    ['rollback', 'Use what your platform has for it, once, and read production before you use it again.'],
    ['readProduction', 'Read on your platform’s own page what serves each production domain.'],
    ['askingAboutErrors', 'Without an error tracker, read the logs of the app: when did the first one come?'],
    ['mergeRevert', 'Open it for review where your code is hosted.'],
    ['takeOffMain', 'Open it for review where your code is hosted.'],
    [
      'restoreToAPoint',
      'Use what your database’s provider has for it. Beside production is better than in place: the damaged one stays as it is.',
    ],
    ['findBranch', 'Where your database has neither, restore a dump into a new database, or fix forward.'],
    ['pauseWrites', 'First write down how many of each run, and the version of each.'],
    [
      'deployPrevious',
      'Deploy by name what ran before the bad deploy: pausing writes may have been a deploy too, so “the previous one” is not always it.',
    ],
    ['resumeDeploys', 'Enable again what was disabled for the hold.'],
  ])('%s', (key, words) => {
    expect(instruct(key, BARE).lines).toContain(words);
    expect(instruct(key, EVERYTHING).lines).not.toContain(words);
  });

  test.each(Object.keys(MANUAL))('%s names no vendor', (key) => {
    const { title, lines, commands } = instruct(key, BARE);
    expect([title, ...lines, ...commands].join('\n')).not.toMatch(/vercel|sentry|neon|\baws\b|gcloud|supabase|kube|cloudflare|\bgh /i);
  });
});

describe('each vendor fills in what its section says', () => {
  test('a record at Cloudflare is read, and then named for each side', () => {
    const cloudflare = {
      account: null,
      dns: { zone: 'z1', record: 'api.shop.example', colors: { blue: 'b.example', green: 'g.example' }, holdMs: 86_400_000 },
      pages: null,
    };
    const { lines, commands } = instruct('rollback', having({ cloudflare }));
    expect(lines.slice(2)).toEqual([
      'The record api.shop.example names b.example or g.example. Use the one command that goes to the other side, once you have seen that this side answers.',
      'Well-behaved resolvers follow within the TTL of the OLD record, and long-tail ones in hours. Keep the side that traffic leaves running for 24 h.',
      'A record that is proxied, or at the top of its zone, cannot be seen by dig: ask the app itself.',
    ]);
    expect(commands).toEqual([
      `curl -sS --fail-with-body -X GET -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" 'https://api.cloudflare.com/client/v4/zones/z1/dns_records?name.exact=api.shop.example&type=CNAME' | jq '.result[] | {id, content, ttl, proxied, modified_on}'`,
      'dig +short CNAME api.shop.example',
      'dig +short CNAME api.shop.example @1.1.1.1',
      `RECORD_ID=$(curl -sS --fail-with-body -X GET -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" 'https://api.cloudflare.com/client/v4/zones/z1/dns_records?name.exact=api.shop.example&type=CNAME' | jq -r '.result[0].id')`,
      `# To blue, where the record names the other one:\ncurl -sS --fail-with-body -X PATCH -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'content-type: application/json' -d '{"content":"b.example"}' https://api.cloudflare.com/client/v4/zones/z1/dns_records/"$RECORD_ID"`,
      `# To green, where the record names the other one:\ncurl -sS --fail-with-body -X PATCH -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'content-type: application/json' -d '{"content":"g.example"}' https://api.cloudflare.com/client/v4/zones/z1/dns_records/"$RECORD_ID"`,
    ]);
  });

  test('a site on Pages is a component, and its commands say which', () => {
    const docs = {
      platform: { vendor: 'cloudflare', title: 'Cloudflare' } as const,
      vendors: { cloudflare: { account: 'a1', dns: null, pages: { project: 'platform-docs' } } },
    };
    expect(instruct('fastForwardProduction', { ...BARE, components: { docs } }).commands.slice(-2)).toEqual([
      `# docs:\ncurl -sS --fail-with-body -X GET -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" 'https://api.cloudflare.com/client/v4/accounts/a1/pages/projects/platform-docs/deployments?env=production' | jq '.result[] | {id, created_on, commit: .deployment_trigger.metadata.commit_hash, stage: .latest_stage}'`,
      'curl -sS --fail-with-body -X POST -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" https://api.cloudflare.com/client/v4/accounts/a1/pages/projects/platform-docs/deployments/"$GOOD_DEPLOYMENT"/rollback',
    ]);
  });

  test('Render does not deploy by itself any more before it goes back', () => {
    const { commands } = instruct('rollback', having({ render: { service: 'srv-1' } }));
    const off = commands.findIndex((command) => command.includes(`-d '{"autoDeploy":"no"}'`));
    const back = commands.findIndex((command) => command.includes('/services/srv-1/rollback'));
    expect([off, back]).toEqual([2, 3]);
    expect(commands[back]).toBe(
      `curl -sS --fail-with-body -X POST -H "Authorization: Bearer $RENDER_API_KEY" -H 'content-type: application/json' -d '{"deployId":"'"$GOOD_DEPLOY"'"}' https://api.render.com/v1/services/srv-1/rollback`,
    );
  });

  test('Neon makes a branch from a moment by its API, which alone takes the moment', () => {
    expect(instruct('restoreToAPoint', having({ neon: { project: 'p-1', branch: 'br-1' } })).commands[0]).toBe(
      `# Neon, a branch from that moment:\ncurl -sS --fail-with-body -X POST -H "Authorization: Bearer $NEON_API_KEY" -H 'content-type: application/json' -d '{"branch":{"parent_id":"br-1","name":"restored","parent_timestamp":"'"$RESTORE_TIME"'"},"endpoints":[{"type":"read_write"}]}' https://console.neon.tech/api/v2/projects/p-1/branches`,
    );
  });

  test('RDS is told what the old instance has, or it takes its own defaults', () => {
    expect(instruct('restoreToAPoint', having({ rds: { instance: 'prod-db', region: 'eu-central-1' } })).commands[1]).toBe(
      '# RDS:\naws rds restore-db-instance-to-point-in-time --region eu-central-1 --source-db-instance-identifier prod-db --target-db-instance-identifier prod-db-restored --restore-time "$RESTORE_TIME" --db-instance-class "$DB_CLASS" --db-subnet-group-name "$DB_SUBNET_GROUP" --vpc-security-group-ids "$DB_SECURITY_GROUP" --db-parameter-group-name "$DB_PARAMETER_GROUP"',
    );
  });

  test('Cloud SQL is cloned to a moment and never restored over itself', () => {
    const { commands } = instruct('restoreToAPoint', having({ cloudSql: { project: 'acme', instance: 'prod-db' } }));
    expect(commands[0]).toBe(
      '# Cloud SQL:\ngcloud sql instances clone prod-db prod-db-restored --project acme --point-in-time "$RESTORE_TIME"',
    );
    expect(commands.join('\n')).not.toContain('restore-backup');
  });

  test('Supabase says that it restores in place, before the command', () => {
    const { lines, commands } = instruct('restoreToAPoint', having({ supabase: { project: 'abcd' } }));
    expect(lines[1]).toBe(
      'Supabase restores IN PLACE with downtime: what was written after that moment is gone. Preserve it first, and send it once.',
    );
    expect(commands[0]).toContain('https://api.supabase.com/v1/projects/abcd/database/backups/restore-pitr');
  });

  test.each([
    ['/var/backups', 'cp "$DUMP" /var/backups/'],
    ['s3://acme/ledger', 'aws s3 cp "$DUMP" s3://acme/ledger/'],
    ['gs://acme/ledger/', 'gcloud storage cp "$DUMP" gs://acme/ledger/'],
  ])('a dump is kept in %s', (folder, command) => {
    expect(instruct('dumpBefore', having({ dumps: { folder } })).commands.at(-1)).toBe(command);
  });

  test('the key of PagerDuty stays off the command line', () => {
    const given = knowing(having({ pagerduty: { keyEnv: 'SHOP_PD_KEY' } }), { service: 'shop' });
    expect(instruct('pageEverybody', given).commands).toEqual([
      `jq -n '{"event_action":"trigger","dedup_key":"switchback:shop","payload":{"summary":"shop is in disaster recovery. Writes will be frozen.","source":"https://invoices.example.com","severity":"critical"}} + {routing_key: env.SHOP_PD_KEY}' | curl -sS --fail-with-body -X POST -H 'content-type: application/json' -d @- https://events.pagerduty.com/v2/enqueue`,
    ]);
  });

  test('GitHub names its branches and workflows in every command, those of git too', () => {
    expect(instruct('fastForwardProduction', EVERYTHING).commands.slice(0, 6)).toEqual([
      'git fetch origin',
      'git log --oneline origin/production..origin/trunk',
      'git switch production',
      'git merge --ff-only origin/trunk',
      'git push origin production',
      'gh run list --workflow deploy-prod.yml --repo acme/invoices --branch production --limit 5',
    ]);
    expect(instruct('holdDeploys', EVERYTHING).commands).toEqual([
      'gh workflow disable deploy-prod.yml --repo acme/invoices',
      'gh run list --workflow deploy-prod.yml --repo acme/invoices --limit 5',
      '# RUN_ID is one that still runs:\ngh run cancel "$RUN_ID" --repo acme/invoices',
    ]);
    expect(instruct('drainStranded', EVERYTHING).commands[0]).toBe(
      'gh workflow run legacy-drain.yml --repo acme/invoices -f target_generation="$BAD_GENERATION"',
    );
  });
});

test('the platform comes before the app itself, and each says what serves', () => {
  expect(instruct('readProduction', { ...INVOICES, vendors: { kubernetes: KUBERNETES } }).commands).toEqual([
    String.raw`# Kubernetes, what runs and what each revision has:
kubectl get replicasets --namespace=prod -o custom-columns='DEPLOYMENT:.metadata.ownerReferences[0].name,REVISION:.metadata.annotations.deployment\.kubernetes\.io/revision,REPLICAS:.spec.replicas,IMAGES:.spec.template.spec.containers[*].image'`,
    `curl -sS -H 'cache-control: no-cache' 'https://invoices.example.com/api/deployment?asked='"$(date +%s)"`,
  ]);
});

test('the readiness of the app is asked on its own path', () => {
  expect(instruct('resumeWrites', knowing(BARE, { readinessPath: '/up' }))).toMatchObject({
    lines: [
      'Look once more which version runs: writes belong on no other than the good one.',
      'Turn the read-only mode off, or scale back to the numbers from before.',
      '/up must answer 200.',
    ],
    commands: [`curl -sS -o /dev/null -w '%{http_code}' https://invoices.example.com/up`],
  });
});
