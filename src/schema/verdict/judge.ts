import type { Database } from '#src/providers/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCode, type ReadSources } from '../code/code.ts';
import { fingerprint } from '../catalogue/fingerprint.ts';
import type { Contract } from '../contract/contract.ts';
import { objectsOf, withObjects } from '../contract/with-objects.ts';
import { replayedContract } from '../contract/replayed-contract.ts';
import { withCoverage } from '../contract/with-coverage.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { embedFindings } from '../diff/embeds.ts';
import { found } from '../diff/found.ts';
import type { DownVerdict } from '../down/down-verdict.ts';
import { verifyDown } from '../down/verify-down.ts';
import type { Finding } from '../finding.ts';
import type { FileTree, History, Migration } from '../migration.ts';
import { withCounts } from '../live/with-counts.ts';
import { applyMarkers, type Reached } from '../markers/apply-markers.ts';
import type { Marker, MarkerProblem, Signature } from '../markers/marker.ts';
import { showApprovals } from '../markers/prisma-approvals.ts';
import { replay } from '../replay/replay.ts';
import { pathOf, type Report } from '../render/report.ts';
import type { Lost, Scratch } from '../scratch.ts';
import { attribute } from './attribute.ts';
import { byNames } from './by-names.ts';
import { byUsage } from './by-usage.ts';
import { compareHistories, type Span } from './compare-histories.ts';
import { dataFindings } from './data-findings.ts';
import { droppedExtensions } from './dropped-extensions.ts';
import { floorFor, type FloorByMigration } from './floor-of.ts';
import type { Foundation, Foundations } from './foundation.ts';
import { forwardFix } from './forward-fix.ts';
import { isDenied } from './is-denied.ts';
import { lookAtLive } from './look-at-live.ts';
import { marksOf } from './marks-of.ts';
import { migratorAhead } from './migrator-ahead.ts';
import { notCompared } from './not-compared.ts';
import { numberedAnew } from './numbered-anew.ts';
import { ofOthers } from './others-relations.ts';
import { perMigration } from './per-migration.ts';
import { underSearchPath } from './search-path.ts';
import type { FixSummary, SpanFingerprints } from './span-report.ts';
import { tryOldCode } from './try-old-code.ts';
import { unsettled } from './unsettled.ts';
import { verdictOf } from './verdict-of.ts';
import { widerRows } from './wider-rows.ts';
import { withWrittenLabels } from './written-labels.ts';
import { walkSpan, type Walked } from './walk-span.ts';

type Readable = Extract<History, { kind: 'history' }>;

export interface Case {
  readonly before: Readable;
  readonly live: Readable;
  /** What the earlier code states that it needs; null where it states nothing. */
  readonly contract: Contract | null;
  /** Of the migrations, from the top of the repository, and its files at the live commit. */
  readonly folder: string;
  readonly tree: FileTree;
  /** The files at the earlier commit. */
  readonly oldTree: FileTree;
  /** Of the earlier commit, outside its migrations. */
  readonly sources: ReadSources;
  /** Who wrote the text of a migration as the live commit has it. */
  readonly signatureOf: (file: string) => Promise<Signature | null>;
  readonly reached: Reached;
  /** A fresh scratch database with the extensions that the migrations ask for. */
  readonly open: () => Promise<Scratch>;
  /** Their SQL names. */
  readonly extensions: readonly string[];
  readonly foundations: Foundations;
  /** The live one, read through a restricted role; null where only the files are known. */
  readonly database: Database | null;
  /** Whether to spend time on the way forward and the ways back. */
  readonly remedies: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A report without what only the caller knows: which commits these are. */
export interface Judged extends Pick<Report, 'verdict' | 'findings' | 'perMigration'> {
  readonly floor: FloorByMigration | null;
  readonly contract: Contract | null;
  readonly limits: readonly string[];
  readonly markers: readonly Marker[];
  readonly problems: readonly MarkerProblem[];
  readonly fingerprints: Pick<SpanFingerprints, 'replayed' | 'live'>;
  readonly fix: FixSummary | null;
  readonly down: DownVerdict | null;
  /** Whether the scratch database refused something that another engine may allow. */
  readonly denied: boolean;
}

/** Migrations below the earlier commit that are looked at for the rollback floor. */
const LOOK_BACK = 20;

/** Every way that does not end in proof ends in `unknown`. */
export async function judgeSpan(question: Case, signal: AbortSignal): Promise<Judged> {
  const { before } = question;
  const span = compareHistories(question);
  const nothing = span.added.length + span.edited.length + span.removed.length + span.opaque.length === 0;
  if (nothing) return await judgeDrift(question, signal);

  const foundation = await layFor(question, LOOK_BACK);
  if (foundation.kind === 'lost') return { ...notKnown(span, foundation.why), denied: true };
  const now = await foundation.take();
  try {
    const walked = await walkSpan(now, before, foundation.stand, span.added);
    if (walked.kind === 'lost') return notKnown(span, walked.why);
    return await conclude({ question, span, walked, foundation, now }, signal);
  } finally {
    await now.close();
    await foundation.release();
  }
}

/** The same migrations at both commits: only what the live database has beside them can break the old code. */
async function judgeDrift(question: Case, signal: AbortSignal): Promise<Judged> {
  const { before, database, contract } = question;
  if (database === null) return { ...NOTHING, verdict: 'safe' };
  const foundation = await layFor(question, 0);
  if (foundation.kind === 'lost')
    return {
      ...NOTHING,
      denied: true,
      findings: [found('OPAQUE', 'the migrations', `The migrations could not be replayed. ${foundation.why}`)],
    };
  await foundation.release();
  const walked: Walked = { ...foundation.stand, kind: 'walked', steps: [], live: foundation.stand.before };
  const { findings, limits, fingerprint: live } = await lookAtLive(database, before, wholeSchema(walked), signal);
  const used = byUsage(findings, contract ?? replayedContract(walked.before));
  const fingerprints = { replayed: fingerprint(walked.live), live };
  return { ...NOTHING, verdict: verdictOf(used), findings: used, contract, limits, fingerprints, denied: isAnyDenied(walked) };
}

function layFor({ foundations, before, extensions, open }: Case, lookBack: number): Promise<Foundation | Lost> {
  return foundations.lay({ history: before, extensions, lookBack, open });
}

interface Laid {
  readonly question: Case;
  readonly span: Span;
  readonly walked: Walked;
  readonly foundation: Foundation;
  /** A scratch database of the later commit. */
  readonly now: Scratch;
}

async function conclude({ question, span, walked, foundation, now }: Laid, signal: AbortSignal): Promise<Judged> {
  const { live, reached, remedies, database } = question;
  const { markers, problems, approvals } = await marksOf(walked.steps, question.signatureOf);

  const differences = [
    ...diffCatalogues(walked.before, walked.live),
    ...(live.tool === 'supabase' ? embedFindings(walked.before, walked.live) : []),
    ...numberedAnew(walked),
  ];
  const objects = objectsOf(differences, walked.before);
  const code = await readCode(question.sources, walked.before, [...namesOf(differences), ...objects.map(({ name }) => name)]);
  const contract =
    question.contract === null
      ? replayedContract(walked.before)
      : withObjects(withCoverage(question.contract, walked.before), walked.before, objects, code);
  const changed = attribute(byNames(differences, code), walked.before, walked.steps);
  const tried = await tryOldCode(foundation.old, now, contract, walked, changed, { code, callsByName: live.tool === 'supabase' });
  // A statement that failed for no known change has no place yet.
  const placed = attributeNew(tried.findings, walked);
  const told = withWrittenLabels(underSearchPath(ofOthers(placed, live.tool, walked), walked), walked, contract);
  const used = byUsage(told, contract);
  const counted =
    database === null ? used : await withCounts(used, walked.before, walked.live, { database, now: () => question.now, signal });

  const data = walked.steps.flatMap(({ migration, parsed }) => dataFindings(migration.up, parsed, walked.before));
  const opaque = await unsettled(question, span, walked, contract);
  const looked = await lookAtLive(database, liveHistory(question, span), wholeSchema(walked), signal);
  const all = [
    ...counted,
    ...data,
    ...opaque,
    ...droppedExtensions(walked),
    ...widerRows(walked, contract),
    ...byUsage(looked.findings, contract),
    ...migratorAhead(live.tool, span.added),
  ];
  const marked = applyMarkers(showApprovals(all, approvals), markers, reached);
  const verdict = verdictOf(marked.findings);
  const runs = verdict === 'safe' || verdict === 'safe with data caveat';

  const fix =
    verdict === 'unsafe' && remedies
      ? await forwardFix(now, eachWithLiveSchema(foundation, question.before, span.added, now), {
          ...question,
          walked,
          findings: marked.findings,
          markers,
          contract,
          old: tried.accepted,
        })
      : null;
  const down = remedies ? await wayBack(foundation, live.tool, span.added) : null;
  return {
    verdict,
    findings: marked.findings,
    perMigration: perMigration(live, span, walked, marked.findings),
    floor: floorFor({ ...question, span, walked, findings: marked.findings, runs }),
    contract,
    limits: [...limitsOf(question, contract, problems), ...looked.limits, ...notCompared(walked.steps)],
    markers,
    problems,
    fingerprints: { replayed: fingerprint(walked.live), live: looked.fingerprint },
    fix,
    down,
    denied: isAnyDenied(walked),
  };
}

function isAnyDenied({ below, steps }: Pick<Walked, 'below' | 'steps'>): boolean {
  return [...below, ...steps].some(({ failures }) => failures.some(isDenied));
}

/** Of constraints: after the slash. */
function namesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ object }) => (object.includes('/') ? [object.slice(object.indexOf('/') + 1)] : []));
}

function attributeNew(findings: readonly Finding[], { before, steps }: Walked): Finding[] {
  const known = findings.filter(({ file }) => file !== null);
  const fresh = findings.filter(({ file }) => file === null);
  return [...known, ...attribute(fresh, before, steps)];
}

/** Null where some of it is missing, because it could not be replayed. */
function wholeSchema({ below, steps, live }: Walked): Catalogue | null {
  return [...below, ...steps].every(({ failures }) => failures.length === 0) ? live : null;
}

function liveHistory({ before }: Case, { added }: Span): Readable {
  return { ...before, migrations: [...before.migrations, ...added] };
}

/** The one that is there already has been asked all that it is needed for; after that each try gets one of its own. */
function eachWithLiveSchema(foundation: Foundation, before: Readable, added: readonly Migration[], now: Scratch): () => Promise<Scratch> {
  let first: Scratch | null = now;
  return async () => {
    const ready = first;
    first = null;
    if (ready !== null) return ready;
    const scratch = await foundation.take();
    // One that could not be brought there is lost, and says so to whoever asks it next.
    await replay(scratch, { ...before, migrations: added }, { goesOn: true, onMigration: () => {} });
    return scratch;
  };
}

async function wayBack(foundation: Foundation, tool: Readable['tool'], added: readonly Migration[]): Promise<DownVerdict | null> {
  const downs = added.flatMap(({ down }) => (down === null ? [] : [down])).toReversed();
  if (added.length === 0 || downs.length < added.length) return null;
  const old = await foundation.take();
  try {
    return await verifyDown(old, { tool, ups: added.map(({ up }) => up), downs });
  } finally {
    await old.close();
  }
}

function limitsOf(question: Case, contract: Contract, problems: readonly MarkerProblem[]): string[] {
  return [
    ...(question.contract === null ? ['The code does not say what it needs: its whole schema counts as used.'] : []),
    ...contract.gaps,
    ...problems.map(({ file, line, why }) => `${pathOf(file, question.folder)}, line ${line}: ${why}`),
  ];
}

const NOTHING: Judged = {
  verdict: 'unknown',
  findings: [],
  perMigration: [],
  floor: null,
  contract: null,
  limits: [],
  markers: [],
  problems: [],
  fingerprints: { replayed: null, live: null },
  fix: null,
  down: null,
  denied: false,
};

function notKnown({ added }: Span, why: string): Judged {
  return {
    ...NOTHING,
    findings: [found('OPAQUE', 'the migrations', `The migrations could not be replayed. ${why}`)],
    perMigration: added.map(({ name }) => ({ migration: name, verdict: 'unknown' })),
  };
}
