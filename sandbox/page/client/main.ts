import type { Act } from '../protocol.ts';
import { completionKey } from './channel/completion-key.ts';
import { completions } from './channel/completion.ts';
import type { Gesture } from './gesture.ts';
import { actOf } from './live/act-of.ts';
import { attachmentOf } from './live/attachment-of.ts';
import { focusAfter } from './live/focus-after.ts';
import { gestured } from './live/gestured.ts';
import { serveHands } from './live/hands.ts';
import { heard } from './live/heard.ts';
import { listen } from './live/listen.ts';
import { serveMenus } from './live/menus.ts';
import { redraw } from './live/redraw.ts';
import { send } from './live/send.ts';
import { valuesOf } from './live/values-of.ts';
import { openedPage, type PageState } from './page-state.ts';
import { page } from './page.ts';

/** Ages and countdowns go on when nothing else happens. */
const TICK_MS = 1_000;

const root = document.getElementById('page');
if (root !== null) start(root);

function start(root: HTMLElement): void {
  let shown = openedPage(personInUrl());
  let stopListening = hearAs(shown.as);

  serveMenus(root);
  serveHands(root, { perform, submit, attach: (file, threadTs) => void attach(file, threadTs), typed, key });
  window.addEventListener('popstate', () => play(personInUrl()));
  window.setInterval(() => show({}), TICK_MS);
  show({});

  function show(change: Partial<PageState>): void {
    shown = { ...shown, ...change };
    redraw(root, page(shown, Date.now()));
    const name = shown.state?.people.find(({ key }) => key === shown.as)?.name;
    document.title = name === undefined ? 'Switchback sandbox' : `${name} · Switchback sandbox`;
  }

  function hearAs(person: string): () => void {
    return listen(person, { state: (state) => show(heard(shown, state)), connection: (connection) => show({ connection }) });
  }

  function play(as: string): void {
    stopListening();
    show({ as });
    stopListening = hearAs(as);
  }

  async function sendAct(act: Act): Promise<boolean> {
    show({ waiting: shown.waiting + 1 });
    const answer = await send(act);
    const waiting = shown.waiting - 1;
    if (answer.kind === 'refused') show({ waiting, notice: { kind: 'refused', text: answer.why } });
    else show(answer.said === null ? { waiting } : { waiting, notice: { kind: 'said', text: answer.said } });
    return answer.kind === 'ok';
  }

  async function sendFrom(element: HTMLElement, act: Act): Promise<void> {
    element.setAttribute('aria-busy', 'true');
    await sendAct(act);
    element.removeAttribute('aria-busy');
  }

  function perform(gesture: Gesture, element: HTMLElement): void {
    const { as, asking, thread } = shown;
    show(gestured(shown, gesture));
    if (gesture.kind === 'play') {
      history.pushState(null, '', `?as=${encodeURIComponent(gesture.person)}`);
      play(gesture.person);
    }
    if (gesture.kind === 'complete') writeInto(composer(), gesture.text);
    const isYes = gesture.kind === 'answer confirmation' && gesture.yes && asking !== null;
    const act: Act | null = isYes ? { kind: 'press', as, ...asking.press } : actOf(gesture, as);
    if (act !== null) void sendFrom(element, act);
    document.getElementById(focusAfter(gesture, thread) ?? '')?.focus();
  }

  function submit(gesture: Gesture, form: HTMLFormElement): void {
    const { as } = shown;
    if (gesture.kind === 'submit view') {
      show(gestured(shown, gesture));
      void sendFrom(form, { kind: 'submit', as, view: gesture.view, values: valuesOf(form) });
    }
    if (gesture.kind !== 'send') return;
    const text = valuesOf(form)['text']?.trim() ?? '';
    if (text === '') return;
    const field = form.querySelector<HTMLInputElement>('[name=text]');
    writeInto(field, '');
    show(gestured(shown, gesture));
    void sendAct({ kind: 'type', as, text, threadTs: gesture.threadTs }).then((counted) => {
      if (!counted && field?.value === '') writeInto(field, text);
    });
  }

  async function attach(file: File, threadTs: string | null): Promise<void> {
    const { as } = shown;
    show(gestured(shown, { kind: 'attach', threadTs }));
    const read = await attachmentOf(file);
    if (read.kind === 'refused') show({ notice: { kind: 'refused', text: read.why } });
    else await sendAct({ kind: 'attach', as, name: read.name, content: read.content, threadTs });
  }

  function typed(draft: string): void {
    show({ draft, completion: draft.startsWith('/') ? 0 : null });
  }

  function key(name: string, draft: string): boolean {
    const { state, completion } = shown;
    if (state === null || completion === null) return false;
    const answer = completionKey(name, draft, completions(draft, state.commands), completion);
    switch (answer.kind) {
      case 'pass':
        return false;
      case 'close':
        show({ completion: null });
        return true;
      case 'mark':
        show({ completion: answer.index });
        return true;
      case 'complete':
        show({ draft: answer.text, completion: 0 });
        writeInto(composer(), answer.text);
        return true;
    }
  }
}

function composer(): HTMLInputElement | null {
  const field = document.getElementById('composer');
  return field instanceof HTMLInputElement ? field : null;
}

function writeInto(field: HTMLInputElement | null, text: string): void {
  if (field !== null) field.value = text;
}

function personInUrl(): string {
  return new URLSearchParams(location.search).get('as') ?? 'ada';
}
