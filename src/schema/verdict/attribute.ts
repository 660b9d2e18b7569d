import type { Catalogue } from '../catalogue/catalogue.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import type { Finding } from '../finding.ts';
import { placeByNames } from './history/place-findings.ts';
import type { Step } from './walk-span.ts';

/** What one statement, or one migration where its statements were not looked at, did to the schema. */
interface Deed {
  readonly file: string;
  readonly line: number | null;
  readonly findings: readonly Finding[];
}

/**
 * The findings of a whole span with the file and the line that did it: the last one that did the same to the same object, else the last one
 * that did anything to it. What several did together stays with the last of them.
 */
export function attribute(findings: readonly Finding[], before: Catalogue, steps: readonly Step[]): Finding[] {
  const deeds = deedsOf(before, steps).toReversed();
  return findings.map((finding) => {
    const deed =
      deeds.find((one) => one.findings.some(({ code, object }) => code === finding.code && object === finding.object)) ??
      deeds.find((one) => one.findings.some(({ object }) => object === finding.object)) ??
      deeds.find((one) => one.findings.some(({ object }) => tableOf(object) === tableOf(finding.object)));
    if (deed === undefined) return at(finding, onlyMigration(steps));
    return at(finding, { file: deed.file, line: deed.line ?? lineByName(finding, deed, steps) });
  });
}

/** Where the statements were not looked at one by one: the only one that names it. */
function lineByName(finding: Finding, { file }: Deed, steps: readonly Step[]): number | null {
  const step = steps.find(({ migration }) => migration.file === file);
  return step === undefined ? null : (placeByNames(step.migration.up, step.parsed, [finding])[0] ?? null);
}

/** What no difference of the schema explains, as a statement that has become ambiguous, was done by the only migration where there is but one. */
function onlyMigration(steps: readonly Step[]): Pick<Deed, 'file' | 'line'> | undefined {
  const [step, ...others] = steps;
  return step === undefined || others.length > 0 ? undefined : { file: step.migration.file, line: null };
}

function at(finding: Finding, place: Pick<Deed, 'file' | 'line'> | undefined): Finding {
  return place === undefined ? finding : { ...finding, file: place.file, line: place.line };
}

function deedsOf(before: Catalogue, steps: readonly Step[]): Deed[] {
  let last = before;
  return steps.flatMap(({ migration, statements, catalogue }) => {
    const looks: { line: number | null; catalogue: Catalogue }[] = [...statements];
    if (looks.length === 0) looks.push({ line: null, catalogue });
    const deeds = looks.map((look): Deed => {
      const findings = diffCatalogues(last, look.catalogue);
      last = look.catalogue;
      return { file: migration.file, line: look.line, findings };
    });
    last = catalogue;
    return deeds;
  });
}

/** `public.invoices` for `public.invoices.total` and `public.invoices/total_check`. */
function tableOf(object: string): string {
  return object.replace(/\/.*$/u, '').split('.').slice(0, 2).join('.');
}
