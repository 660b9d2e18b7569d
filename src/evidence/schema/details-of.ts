import type { SchemaDetails, SchemaFinding, SchemaFix } from '#domain/schema-details.ts';
import type { DownVerdict } from '#src/schema/down/down-verdict.ts';
import type { Finding } from '#src/schema/finding.ts';
import { plain } from '#src/schema/render/plain.ts';
import { placeOf, worstFirst } from '#src/schema/render/report.ts';
import type { FixSummary } from '#src/schema/verdict/span-report.ts';
import type { KnownReport } from './schema-source.ts';

const MOST = 5;
const LONGEST_NAME = 120;
const LONGEST_SENTENCE = 220;
const LONGEST_STATEMENT = 300;

/** What people are shown of a report, with every list and every text bounded. `fitting`: ids of other targets that are known to run. */
export function detailsOf({ report, basis }: KnownReport, fitting: readonly string[]): SchemaDetails {
  const { verdict, from, to, tool, floor, fix, down, limits } = report;
  const findings = worstFirst(report.findings).filter(({ severity }) => severity !== 'note');
  return {
    shape: 'schema details 1',
    verdict,
    from,
    to,
    tool,
    computedAt: basis.kind === 'kept' ? basis.computedAt : null,
    findings: findings.slice(0, MOST).map((finding) => shown(finding)),
    more: Math.max(0, findings.length - MOST),
    floor:
      floor === null
        ? null
        : { deploy: plain(floor.deploy, LONGEST_NAME), endedBy: floor.endedBy === null ? null : plain(floor.endedBy, LONGEST_NAME) },
    fitting: fitting.slice(0, MOST),
    fix: fix === null ? null : shownFix(fix),
    down: down === null ? null : { verdict: down.verdict, why: whyOf(down) },
    limits: limits.slice(0, MOST).map((limit) => plain(limit, LONGEST_SENTENCE)),
  };
}

function shown(finding: Finding): SchemaFinding {
  const { code, severity, object, sqlstate, message, failing } = finding;
  const place = placeOf(finding, '');
  return {
    code,
    severity,
    object: plain(object, LONGEST_NAME),
    sqlstate,
    place: place === null ? null : plain(place, LONGEST_NAME),
    message: plain(message, LONGEST_SENTENCE),
    failing: failing === null ? null : { statement: plain(failing.statement, LONGEST_STATEMENT), sqlstate: plain(failing.sqlstate, 5) },
  };
}

function shownFix(fix: FixSummary): SchemaFix {
  if (fix.kind === 'none') {
    const { why, uncovered } = fix;
    return {
      kind: 'none',
      why: plain(why, LONGEST_SENTENCE),
      uncovered: uncovered.slice(0, MOST).map((one) => plain(one, LONGEST_SENTENCE)),
    };
  }
  const whole = fix.left.length === 0 && fix.hurts.length === 0 && fix.uncovered.length === 0;
  return { kind: 'proved', whole, files: fix.files.slice(0, MOST).map(({ path }) => plain(path, LONGEST_NAME)) };
}

/** The first check that did not hold says it; where all did, the last one. */
function whyOf({ checks }: DownVerdict): string {
  const telling = ['failed', 'cannot tell', 'differs']
    .map((verdict) => checks.find((check) => check.verdict === verdict))
    .find((check) => check !== undefined);
  return plain((telling ?? checks.at(-1))?.sentence ?? 'No check was made.', LONGEST_SENTENCE);
}
