import { z } from 'zod';

/** The part of SARIF 2.1.0 that code scanning reads, with what the standard requires of it: sections 3.13, 3.14, 3.27, 3.28 and 3.49. */
export const sarifShape = z.strictObject({
  $schema: z.literal('https://json.schemastore.org/sarif-2.1.0.json'),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            version: z.string(),
            rules: z.array(z.strictObject({ id: z.string().min(1), shortDescription: z.strictObject({ text: z.string().min(1) }) })),
          }),
        }),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        results: z.array(
          z.strictObject({
            ruleId: z.string().min(1),
            ruleIndex: z.number().int().min(0),
            level: z.enum(['none', 'note', 'warning', 'error']),
            message: z.strictObject({ text: z.string().min(1) }),
            locations: z.array(
              z.strictObject({
                physicalLocation: z
                  .strictObject({
                    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w/.~%!$&'()*+,;=@-]+$/) }),
                    region: z.strictObject({ startLine: z.number().int().min(1) }).optional(),
                  })
                  .optional(),
                logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string().min(1) })),
              }),
            ),
            properties: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    )
    .length(1),
});
