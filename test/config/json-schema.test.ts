import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedSchema } from '#src/config/json-schema.ts';

test('docs/switchback.schema.json is what npm run generate writes', () => {
  const written: unknown = JSON.parse(readFileSync('docs/switchback.schema.json', 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(publishedSchema())));
});

test('a group is required where something in it is, and no other', () => {
  const { required, properties } = publishedSchema();
  const services = properties?.['services']?.additionalProperties;
  expect(required).toEqual(['services']);
  expect(typeof services === 'object' && services.required).toEqual(['app']);
});

test('every key is described, with where its value comes from', () => {
  const project = publishedSchema().properties?.['sentry']?.properties?.['organization'];
  expect(project).toEqual({
    type: 'string',
    minLength: 1,
    description: 'Sentry organization slug. Find it under Settings > Organization > General Settings.',
  });
});
