import type { Finding } from '../finding.ts';
import type { Marker } from './marker.ts';

export interface MarkedFindings {
  readonly findings: readonly Finding[];
  /** Markers that changed nothing, and why: worth showing to their author. */
  readonly idle: readonly { readonly marker: Marker; readonly why: string }[];
}

/** Whether the code to go back to already has this commit or version; null where it cannot be told. */
export type Reached = (after: string) => boolean | null;

/**
 * A marker may raise a finding freely. It lowers one only with a reason, an author and a commit, and never one whose statement was executed
 * and failed. Each marker that counted is told in the message of its finding.
 *
 * A marker with `after` says `breaking` about code before that commit or version, and `safe` about code from it on.
 */
export function applyMarkers(findings: readonly Finding[], markers: readonly Marker[], reached: Reached = () => null): MarkedFindings {
  const idle: { marker: Marker; why: string }[] = [];
  const weighed = markers.map((marker) => ({ marker, means: meaningOf(marker, reached) }));
  const marked = findings.map((finding) => {
    const about = weighed.filter(({ marker }) => isAbout(marker, finding));
    const breaking = about.find(({ means }) => means === 'breaking');
    if (breaking) return raise(finding, breaking.marker);
    const [first] = about;
    if (first === undefined) return finding;
    const why = refusal(finding, first.marker, first.means);
    if (why === null) return lower(finding, first.marker);
    idle.push({ marker: first.marker, why });
    return { ...finding, message: `${finding.message} ${why}` };
  });

  const unmet = weighed.filter(({ marker }) => !findings.some((finding) => isAbout(marker, finding)));
  const added = unmet.filter(({ means }) => means === 'breaking').map(({ marker }) => declared(marker));
  for (const { marker, means } of unmet) if (means !== 'breaking') idle.push({ marker, why: 'Nothing was found in its statement.' });
  return { findings: [...marked, ...added], idle };
}

type Meaning = 'breaking' | 'safe' | 'safe later';

function meaningOf(marker: Marker, reached: Reached): Meaning {
  if (marker.after === null) return marker.says;
  if (reached(marker.after) === true) return 'safe';
  return marker.says === 'breaking' ? 'breaking' : 'safe later';
}

function isAbout({ file, statement }: Marker, finding: Finding): boolean {
  return finding.file === file && finding.line !== null && statement.firstLine <= finding.line && finding.line <= statement.lastLine;
}

/** Why a marker that says safe does not lower this finding; null where it does. */
function refusal(finding: Finding, marker: Marker, means: Meaning): string | null {
  const said = `The marker that says safe does not count:`;
  if (finding.failing) return `${said} a statement of the old code was executed and failed with ${finding.failing.sqlstate}.`;
  if (means === 'safe later') return `${said} nothing shows that the code to go back to has ${marker.after}.`;
  if (marker.by === null) return `${said} it is not known who wrote it, in which commit.`;
  if (marker.statement.sharesLine) return `${said} its statement shares a line with another one; give each a line of its own.`;
  return null;
}

function raise(finding: Finding, marker: Marker): Finding {
  return { ...finding, severity: 'hard', message: `${finding.message} Marked breaking${signed(marker)}: ${marker.reason}.` };
}

function lower(finding: Finding, marker: Marker): Finding {
  const since = marker.after === null ? '' : ` for code that has ${marker.after}`;
  return { ...finding, severity: 'note', message: `${finding.message} Marked safe${since}${signed(marker)}: ${marker.reason}.` };
}

function declared(marker: Marker): Finding {
  return {
    code: 'MARKED_BREAKING',
    severity: 'hard',
    object: marker.file,
    sqlstate: null,
    file: marker.file,
    line: marker.statement.firstLine,
    message: `Marked breaking${signed(marker)}: ${marker.reason}.`,
    failing: null,
  };
}

function signed({ by }: Marker): string {
  return by === null ? '' : ` by ${by.author} in ${by.commit.slice(0, 7)}`;
}
