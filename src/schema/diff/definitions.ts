import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';

/** Objects of a table that are compared as a whole, by what their definition says: triggers, rules, policies, exclusion constraints. */
export function definitionFindings(pair: TablePair): Finding[] {
  return [...programFindings(pair), ...rowSecurity(pair), ...policies(pair), ...exclusions(pair)];
}

/** What runs when somebody writes; views have it too. */
export function programFindings(pair: Pick<TablePair, 'name' | 'before' | 'after'>): Finding[] {
  return [...triggers(pair), ...rules(pair)];
}

interface Named {
  readonly name: string;
  readonly definition: string;
}

function differences<T extends Named>(before: readonly T[], after: readonly T[], isEqual: (one: T, other: T) => boolean) {
  const find = (list: readonly T[], name: string) => list.find((candidate) => candidate.name === name);
  return {
    added: after.filter((now) => !find(before, now.name)),
    dropped: before.filter((old) => !find(after, old.name)),
    changed: after.filter((now) => before.some((old) => old.name === now.name && !isEqual(old, now))),
  };
}

const sameDefinition = (one: Named, other: Named) => one.definition === other.definition;

function triggers({ name, before, after }: Pick<TablePair, 'name' | 'before' | 'after'>): Finding[] {
  const { added, dropped, changed } = differences(
    before.triggers,
    after.triggers,
    (one, other) => sameDefinition(one, other) && one.enabled === other.enabled,
  );
  return [
    ...added.map((now) =>
      found(
        'TRIGGER_ADDED',
        `${name}/${now.name}`,
        `${name} has a new trigger ${now.name}, which may refuse or change what the old code writes.`,
      ),
    ),
    ...changed.map((now) =>
      found('TRIGGER_CHANGED', `${name}/${now.name}`, `The trigger ${now.name} of ${name} is not the one from before.`),
    ),
    ...dropped.map((old) =>
      found('TRIGGER_DROPPED', `${name}/${old.name}`, `${name} has lost its trigger ${old.name}: what it filled or checked no longer is.`),
    ),
  ];
}

function rules({ name, before, after }: Pick<TablePair, 'name' | 'before' | 'after'>): Finding[] {
  const { added, dropped, changed } = differences(before.rules, after.rules, sameDefinition);
  return [...added, ...dropped, ...changed].map((rule) =>
    found(
      'RULE_CHANGED',
      `${name}/${rule.name}`,
      `The rewrite rule ${rule.name} of ${name} was added, dropped or changed: statements on it may mean something else.`,
    ),
  );
}

function rowSecurity({ name, before, after }: TablePair): Finding[] {
  const on = (now: boolean, old: boolean) => now && !old;
  if (on(after.rowSecurity, before.rowSecurity) || on(after.rowSecurityForced, before.rowSecurityForced)) {
    return [
      found('RLS_ENABLED', name, `Row level security is now on for ${name}: a role without a policy reads nothing and cannot write.`),
    ];
  }
  if (on(before.rowSecurity, after.rowSecurity) || on(before.rowSecurityForced, after.rowSecurityForced)) {
    return [found('RLS_DISABLED', name, `Row level security is now off for ${name}: rows that were hidden are shown.`)];
  }
  return [];
}

function policies({ name, before, after }: TablePair): Finding[] {
  // Switching row level security on says already that another set of rows is seen.
  if (!before.rowSecurity || !after.rowSecurity) return [];
  const { added, dropped, changed } = differences(before.policies, after.policies, sameDefinition);
  return [...added, ...dropped, ...changed].map((policy) =>
    found(
      'POLICY_CHANGED',
      `${name}/${policy.name}`,
      `The policy ${policy.name} of ${name} was added, dropped or changed: other rows are seen or accepted.`,
    ),
  );
}

function exclusions({ name, before, after }: TablePair): Finding[] {
  return after.exclusions
    .filter((now) => !before.exclusions.some((old) => old.definition === now.definition || old.oid === now.oid))
    .map((now) => found('EXCLUDE_ADDED', `${name}/${now.name}`, `${name} now has ${now.definition}: rows that overlap are refused.`));
}
