import type { Catalogue, Domain } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { compareTypes } from './compare-types.ts';
import { implies } from './expression/implies.ts';
import { found } from './found.ts';
import { indexed, qualified } from './named.ts';

export function domainFindings(before: Catalogue, after: Catalogue): Finding[] {
  const now = indexed(after.domains);
  return before.domains.flatMap((old) => {
    const name = qualified(old);
    const named = now.byName.get(name);
    if (named) return changes(name, old, named);
    const same = now.byOid.get(old.oid);
    return [
      found('DOMAIN_DROPPED', name, same ? `The domain ${name} is now called ${qualified(same)}.` : `The domain ${name} no longer exists.`),
    ];
  });
}

function changes(name: string, old: Domain, now: Domain): Finding[] {
  const demanded = [...old.checks.map((check) => check.expression), ...(old.notNull ? ['VALUE IS NOT NULL'] : [])];
  const tighter = now.checks.filter((check) => !implies(demanded, check.expression));
  const base = compareTypes(old.base, now.base);
  return [
    ...tighter.map((check) => found('DOMAIN_TIGHTENED', name, `The domain ${name} now demands ${check.expression}.`)),
    ...(now.notNull && !implies(demanded, 'VALUE IS NOT NULL')
      ? [found('DOMAIN_TIGHTENED', name, `The domain ${name} no longer takes NULL.`, { sqlstate: '23502' })]
      : []),
    ...(base === 'narrowed' ? [found('TYPE_NARROWED', name, `The domain ${name} was over ${old.base} and is over ${now.base}.`)] : []),
    ...(base === 'changed' ? [found('TYPE_CHANGED', name, `The domain ${name} was over ${old.base} and is over ${now.base}.`)] : []),
  ];
}
