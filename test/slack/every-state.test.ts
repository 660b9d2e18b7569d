import { beforeAll, describe, expect, test } from 'vitest';
import { choices, type Choice } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { manualAnswer } from '#src/bot/manual.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { actionId, decode } from '#src/slack/action-id.ts';
import type { Block } from '#src/slack/block-kit.ts';
import type { IncidentView } from '#src/slack/incidents.ts';
import { MANUAL, MORE, status } from '#src/slack/messages/status.ts';
import { answerView, readMetadata } from '#src/slack/views/answer.ts';
import { ENV, YAML } from '#test/config/settings.ts';
import { writeConfig } from '#test/config/write-config.ts';
import { explore } from '#test/machines/explore/explore.ts';
import { stateName } from '#test/support/walk.ts';
import { madeAbsurd } from './support/absurd.ts';
import { expectOpenable, problemsOf } from './support/check-message.ts';
import { incidentView } from './support/incident-view.ts';
import { linesBeforeButtons } from './support/phone.ts';

const MOST_LINES = 12;

let views: readonly IncidentView[];
let absurd: readonly IncidentView[];

beforeAll(() => {
  const snapshots = [...explore().visited.values()].map(({ snapshot }) => snapshot);
  views = differing(snapshots.map((snapshot) => incidentView(snapshot)));
  absurd = differing(snapshots.map((snapshot) => incidentView(madeAbsurd(snapshot))));
}, 600_000);

/** One of each message: many states that the tree tells apart look the same. */
function differing(all: readonly IncidentView[]): readonly IncidentView[] {
  return [...new Map(all.map((view) => [`${stateName(view.snapshot.value)} ${JSON.stringify(status(view))}`, view])).values()];
}

describe('the message of an incident, in every state that it can come to', () => {
  test('is one that Slack takes, of the oldest blocks alone', () => {
    expect(wrong(views, (view) => problemsOf(status(view)))).toEqual([]);
  });

  test('is one that Slack takes also when everything in it is hostile and endless', () => {
    expect(wrong(absurd, (view) => problemsOf(status(view)))).toEqual([]);
  });

  test('repeats nothing that acts, forges or notifies', () => {
    expect(wrong(absurd, (view) => forgeries(status(view).blocks))).toEqual([]);
  });

  test('has a button for each thing that may be done now, and no other', () => {
    expect(
      wrong(views, (view) => {
        const wanted = view.status === 'closed' ? [] : [...shownAsButton(view).map(({ intent }) => actionId(intent)), MANUAL];
        const there = buttons(status(view).blocks).map(({ action_id }) => action_id);
        return JSON.stringify(there) === JSON.stringify(wanted) ? [] : [`shows ${there.join(', ')}`];
      }),
    ).toEqual([]);
  });

  test('has what is rarely needed in a menu, the rest of what may be done', () => {
    expect(
      wrong(views, (view) => {
        const wanted = choices(view.snapshot)
          .filter(({ weight }) => weight === 'quiet')
          .map(({ intent }) => actionId(intent));
        const there = menu(status(view).blocks).map(({ value }) => readMetadata(value)?.pressed);
        return JSON.stringify(there) === JSON.stringify(wanted) ? [] : [`offers ${there.join(', ')}`];
      }),
    ).toEqual([]);
  });

  test('has controls that name the incident and its turn, and are no longer than every surface takes', () => {
    expect(
      wrong(views, (view) => [
        ...buttons(status(view).blocks)
          .map(({ value }) => value)
          .filter((value) => JSON.stringify(decode(value)) !== '{"incident":"inc-1","turn":3}'),
        ...menu(status({ ...view, id: 'inc-0123456789', turn: 99_999 }).blocks)
          .map(({ value }) => value)
          .filter((value) => value.length > 75),
      ]),
    ).toEqual([]);
  });

  test('can be read with its first buttons on one screen of a phone', () => {
    expect(wrong(views, (view) => moreLinesThan(MOST_LINES, view))).toEqual([]);
    expect(wrong(absurd, (view) => moreLinesThan(MOST_LINES + 1, view))).toEqual([]);
  });

  test('marks at most one answer as the safest, before all that are dangerous', () => {
    expect(
      wrong(views, (view) => {
        const styles = styled(status(view).blocks);
        const before = styles.slice(0, Math.max(0, styles.indexOf('primary')));
        const marked = styles.filter((style) => style === 'primary').length;
        return marked <= 1 && !before.includes('danger') ? [] : [styles.join(', ')];
      }),
    ).toEqual([]);
  });

  test('says the same question in the notification and in the headline', () => {
    expect(
      wrong(views, (view) => {
        const title = `${view.service}: ${currentMeta(view.snapshot).title}`;
        const { text, blocks } = status(view);
        const headline = blocks.find((block) => block.type === 'header');
        return text.endsWith(title) && headline?.type === 'header' && headline.text.text.endsWith(title) ? [] : [text];
      }),
    ).toEqual([]);
  });

  test('says nothing twice', () => {
    expect(
      wrong(views, (view) => {
        const lines = status(view)
          .blocks.flatMap(textsOf)
          .flatMap((text) => text.split('\n'));
        return lines.filter((line, index) => lines.indexOf(line) !== index);
      }),
    ).toEqual([]);
  });

  test('has no control once it is closed', () => {
    const closed = views.filter((view) => view.status === 'closed');
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.flatMap((view) => status(view).blocks.filter(({ type }) => type === 'actions'))).toEqual([]);
  });
});

describe('in every state of a drill', () => {
  test('the message says DRILL first', () => {
    const drills = views.filter(({ mode }) => mode === 'drill');
    expect(drills.length).toBeGreaterThan(0);
    expect(wrong(drills, (view) => (saysDrillFirst(view) ? [] : ['does not say DRILL first']))).toEqual([]);
    expect(
      wrong(
        views.filter(({ mode }) => mode === 'live'),
        (view) => (JSON.stringify(status(view)).includes('DRILL') ? ['says DRILL'] : []),
      ),
    ).toEqual([]);
  });

  test('the modals and the manual answer say DRILL first', () => {
    const manual = manualAnswer(loadConfig({ file: writeConfig(YAML), env: ENV }));
    const drills = views.filter(({ mode, status: open }) => mode === 'drill' && open === 'open');
    expect(
      wrong(drills, (view) => [
        ...written(view)
          .map((choice) => answerView(view, choice).title.text)
          .filter((title) => !title.startsWith('DRILL · ')),
        ...[manual(view)].filter((text) => !text.startsWith('DRILL · ')),
      ]),
    ).toEqual([]);
  });
});

test('every modal of every state is one that Slack opens', () => {
  const seen = new Set<string>();
  for (const view of [...views, ...absurd]) {
    for (const choice of written(view)) {
      const modal = answerView(view, choice);
      const key = JSON.stringify(modal);
      if (seen.has(key)) continue;
      seen.add(key);
      expectOpenable(modal);
      expectOpenable(answerView({ ...view, service: 'a-service-with-a-very-long-name-indeed' }, choice));
    }
  }
  expect(seen.size).toBeGreaterThan(5);
});

/** By state, what is wrong there. Each state is named once. */
function wrong(among: readonly IncidentView[], problems: (view: IncidentView) => readonly string[]): string[] {
  const found = among.flatMap((view) => problems(view).map((problem) => `${stateName(view.snapshot.value)}: ${problem}`));
  return [...new Set(found)];
}

function shownAsButton({ snapshot }: IncidentView): Choice[] {
  return choices(snapshot).filter(({ weight }) => weight !== 'quiet');
}

function written({ snapshot }: IncidentView): Choice[] {
  return choices(snapshot).filter(({ asks }) => asks !== 'click');
}

function buttons(blocks: readonly Block[]): { readonly action_id: string; readonly value: string }[] {
  return blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element) => (element.type === 'button' ? [{ action_id: element.action_id ?? '', value: element.value ?? '' }] : []));
}

function styled(blocks: readonly Block[]): string[] {
  return blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((element) => (element.type === 'button' ? (element.style ?? 'ordinary') : 'ordinary'));
}

/** The banner of a drill comes on top. */
function moreLinesThan(most: number, view: IncidentView): string[] {
  const lines = linesBeforeButtons(status(view).blocks);
  return view.status === 'closed' || lines <= most + (view.mode === 'drill' ? 1 : 0) ? [] : [`${lines} lines`];
}

function menu(blocks: readonly Block[]): { readonly value: string }[] {
  return blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element) => (element.type === 'static_select' && element.action_id === MORE ? (element.options ?? []) : []))
    .map(({ value }) => ({ value: value ?? '' }));
}

function textsOf(block: Block): string[] {
  if (block.type === 'section') return [block.text?.text ?? ''];
  if (block.type === 'header') return [block.text.text];
  if (block.type === 'context') return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
  return [];
}

/** Mentions that notify, links, and lines of others that look like lines of ours. */
function forgeries(blocks: readonly Block[]): string[] {
  return blocks.flatMap(textsOf).flatMap((text) => text.match(/<!(?!date\^)[^>]*>|<@U1>|<https?:[^>]*>|^✅.*|\*bold\*|`code`/gm) ?? []);
}

function saysDrillFirst(view: IncidentView): boolean {
  const { text, blocks } = status(view);
  return text.startsWith('DRILL · ') && JSON.stringify(blocks[0]).includes('*DRILL*');
}
