import { describe, expect, test } from 'vitest';
import { choices, type Choice, type Intent, type Snapshot } from '#machines/choices.ts';
import { answerView, readAnswer, readMetadata } from '#src/slack/views/answer.ts';
import { declareView } from '#src/slack/views/declare.ts';
import { handOverDrillView } from '#src/slack/views/hand-over-drill.ts';
import { notice } from '#src/slack/views/notice.ts';
import { walk } from '#test/support/walk.ts';
import { LONG } from '../support/absurd.ts';
import { expectOpenable } from '../support/check-message.ts';
import { incidentView } from '../support/incident-view.ts';
import { BUG, REFUSED } from '../support/stages.ts';

function choiceOf(snapshot: Snapshot, type: Intent['type']): Choice {
  const found = choices(snapshot).find(({ intent }) => intent.type === type);
  if (found === undefined) throw new Error(`${type} is not possible here`);
  return found;
}

const refused = walk({}, ...REFUSED).snapshot;
const recommended = walk({}, ...BUG).snapshot;

describe('what is asked before something is done', () => {
  test('a reason', () => {
    expect(answerView(incidentView(refused), choiceOf(refused, 'glass.break'))).toEqual({
      type: 'modal',
      callback_id: 'incident.answer',
      private_metadata: '["inc-1",3,"sb:glass.break"]',
      title: { type: 'plain_text', text: 'invoices' },
      submit: { type: 'plain_text', text: 'Send' },
      close: { type: 'plain_text', text: 'Do not' },
      blocks: [
        { type: 'section', text: { type: 'plain_text', text: 'Break glass: roll back anyway' } },
        {
          type: 'input',
          block_id: 'words',
          label: { type: 'plain_text', text: 'Why? It is recorded.' },
          element: { type: 'plain_text_input', action_id: 'words', multiline: true, min_length: 1, max_length: 250 },
        },
      ],
    });
  });

  test('a class and a reason', () => {
    const { blocks } = answerView(incidentView(recommended), choiceOf(recommended, 'class.override'));
    expect(blocks.map((block) => ('block_id' in block ? block.block_id : block.text.text))).toEqual([
      'It is something else',
      'class',
      'words',
    ]);
    expect(JSON.stringify(blocks).match(/(?<="value":")[^"]*/g)).toEqual([
      'app bug',
      'schema mistake',
      'catastrophic',
      'not live yet',
      'not the deploy',
    ]);
  });

  test('a person, or a longer text', () => {
    const asked = (type: Intent['type']) => answerView(incidentView(refused), choiceOf(refused, type)).blocks.at(-1);
    expect(asked('incident.handOver')).toMatchObject({ block_id: 'person', element: { type: 'users_select' } });
    expect(asked('note.add')).toMatchObject({ block_id: 'words', element: { max_length: 1_500 } });
  });

  test('in a drill it says so', () => {
    const { title } = answerView(
      incidentView(refused, { mode: 'drill', service: 'payments-backoffice' }),
      choiceOf(refused, 'glass.break'),
    );
    expect(title.text).toBe('DRILL · payments-backo…');
  });

  test('names the incident, the turn and what was pressed', () => {
    const view = answerView(incidentView(refused), choiceOf(refused, 'glass.break'));
    expect(readMetadata(view.private_metadata)).toEqual({ incident: 'inc-1', turn: 3, pressed: 'sb:glass.break' });
  });
});

describe('what was written', () => {
  const words = (value: string | null) => ({ words: { words: { value } } });
  const chosen = (value: string | null) => ({ class: { class: { selected_option: value === null ? null : { value } } } });

  test('becomes the reason', () => {
    expect(readAnswer(choiceOf(refused, 'glass.break'), words('  customers cannot pay \n'))).toEqual({
      kind: 'intent',
      intent: { type: 'glass.break', reason: 'customers cannot pay' },
    });
  });

  test('becomes the class and its reason', () => {
    const choice = choiceOf(recommended, 'class.override');
    expect(readAnswer(choice, { ...words('I saw the diff'), ...chosen('catastrophic') })).toEqual({
      kind: 'intent',
      intent: { type: 'class.override', class: 'catastrophic', reason: 'I saw the diff' },
    });
    expect(readAnswer(choice, { ...words('I saw the diff'), ...chosen(null) })).toEqual({
      kind: 'missing',
      errors: { class: 'Choose a class.' },
    });
  });

  test('becomes the note', () => {
    expect(readAnswer(choiceOf(refused, 'note.add'), words('slow'))).toEqual({
      kind: 'intent',
      intent: { type: 'note.add', text: 'slow' },
    });
  });

  test('becomes the new lead', () => {
    const choice = choiceOf(refused, 'incident.handOver');
    expect(readAnswer(choice, { person: { person: { selected_user: 'U_BEN' } } })).toEqual({
      kind: 'intent',
      intent: { type: 'incident.handOver', to: 'U_BEN' },
    });
    expect(readAnswer(choice, { person: { person: { selected_user: null } } })).toEqual({
      kind: 'missing',
      errors: { person: 'Choose somebody.' },
    });
  });

  test.each([null, '', ' \n\t '])('is missing as %j', (value) => {
    expect(readAnswer(choiceOf(refused, 'glass.break'), words(value))).toEqual({
      kind: 'missing',
      errors: { words: 'Write a sentence; it is recorded.' },
    });
  });

  test('is refused whole where it is of another shape', () => {
    const forged = { ...words('I saw the diff'), ...chosen('no such class') };
    expect(readAnswer(choiceOf(recommended, 'class.override'), forged)).toEqual({ kind: 'not ours' });
  });
});

test('every other modal is one that Slack opens, whatever it repeats', () => {
  const service = { name: 'invoices', environment: 'production', drillsAllowed: true, channel: null } as const;
  const drill = { schedule: LONG.slice(0, 300), service: 'invoices', kind: 'rehearsal', channel: 'C_OPS', occurrence: 0, missedSince: 0 };
  expectOpenable(declareView([service], 'C_OPS', LONG));
  expectOpenable(handOverDrillView(drill));
  expectOpenable(notice(LONG.repeat(3)));
  expect(handOverDrillView(drill).title.text).toBe('DRILL · Hand over');
});
