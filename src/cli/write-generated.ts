import { readFileSync, writeFileSync } from 'node:fs';
import { incident } from '#machines/incident.ts';
import { publishedSchema } from '#src/config/json-schema.ts';
import { vendorReference } from '#src/config/vendor-reference.ts';
import { decisionTree } from '#src/runbook/decision-tree.ts';
import { withPicture } from '#src/runbook/readme-picture.ts';
import { sentences } from '#src/runbook/sentences.ts';
import { spokenSources } from './spoken-sources.ts';

writeFileSync('docs/switchback.schema.json', `${JSON.stringify(publishedSchema(), null, 2)}\n`);
writeFileSync('docs/vendors.md', vendorReference());
writeFileSync('docs/decision-tree.md', decisionTree(incident));
writeFileSync('README.md', withPicture(readFileSync('README.md', 'utf8'), incident));
writeFileSync('docs/sentences.md', sentences(spokenSources()));
