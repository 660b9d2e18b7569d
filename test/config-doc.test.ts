import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileSchema } from '#src/config/json-schema.ts';
import { vendorReference } from '#src/config/vendor-reference.ts';
import { VARIABLES } from '#src/config/variables.ts';
import { VENDORS as FOLDERS } from '#src/providers/vendors.ts';
import { keysOf } from './config/keys-of.ts';

const ROLES_OF_A_SERVICE = 'services.<name>.roles';

const COMPONENTS = 'services.<name>.components';
const VENDORS = Object.keys(FOLDERS);

/** The reference of the vendors has these. */
function isOfAVendor(name: string): boolean {
  const inside = name.replace(/^services\.<name>\.(database\.)?/, '');
  return VENDORS.some((vendor) => inside.startsWith(`${vendor}.`));
}

/** Those that another setting gives, which the schema cannot say. */
const INHERITED: Record<string, string> = { [ROLES_OF_A_SERVICE]: 'the roles above', 'drills[].channel': "the service's channel" };

const rows = [...readFileSync('docs/configuration.md', 'utf8').matchAll(/^\| `(?<name>[^`]+)` +\| (?<fallback>[^|]+?) +\|/gm)].map(
  ({ groups }) => ({ name: groups?.['name'] ?? '', fallback: groups?.['fallback'] ?? '' }),
);
const isVariable = (name: string): boolean => /^[A-Z_]+$/.test(name);

test('docs/configuration.md has one row for every key of switchback.yml, with its default', () => {
  const keys = new Map(
    keysOf(fileSchema())
      .filter(({ name }) => !isOfAVendor(name))
      .map(({ name, fallback }) => {
        if (name.startsWith(`${ROLES_OF_A_SERVICE}.`)) return [ROLES_OF_A_SERVICE, 'the roles above'];
        return name.startsWith(`${COMPONENTS}.`) ? [COMPONENTS, 'none'] : [name, INHERITED[name] ?? fallback];
      }),
  );
  expect(rows.filter(({ name }) => !isVariable(name)).map(({ name, fallback }) => [name, fallback])).toEqual([...keys]);
});

test('docs/configuration.md has one row for every environment variable', () => {
  expect(rows.filter(({ name }) => isVariable(name)).map(({ name }) => name)).toEqual(Object.keys(VARIABLES));
});

test('every key of switchback.yml is described in the schema', () => {
  expect(keysOf(fileSchema()).filter(({ described }) => !described)).toEqual([]);
});

test('docs/vendors.md is what the vendors say of themselves: run npm run generate', () => {
  expect(readFileSync('docs/vendors.md', 'utf8')).toBe(vendorReference());
});
