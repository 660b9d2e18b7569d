import { writeFileSync } from 'node:fs';
import { publishedSchema } from '#src/config/json-schema.ts';

writeFileSync('docs/switchback.schema.json', `${JSON.stringify(publishedSchema(), null, 2)}\n`);
