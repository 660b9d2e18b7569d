import type { Gesture } from '../gesture.ts';
import { markupOf } from '../markup/patch.ts';

export interface Hands {
  readonly perform: (gesture: Gesture, element: HTMLElement) => void;
  readonly submit: (gesture: Gesture, form: HTMLFormElement) => void;
  readonly attach: (file: File, threadTs: string | null) => void;
  readonly typed: (draft: string) => void;
  /** True where the key was used. */
  readonly key: (key: string, draft: string) => boolean;
}

/** Hears every press, submit and key of the page in one place. */
export function serveHands(root: HTMLElement, hands: Hands): void {
  root.addEventListener('click', (event) => {
    const found = pressed(event.target);
    if (found === null) return;
    const opensWindow = event.ctrlKey || event.metaKey || event.shiftKey;
    if (found.element.tagName === 'A' && (found.gesture.kind !== 'play' || opensWindow)) return;
    event.preventDefault();
    found.element.closest<HTMLElement>('[role=menu]')?.hidePopover();
    if (found.gesture.kind === 'start scenario') found.element.closest('details')?.removeAttribute('open');
    hands.perform(found.gesture, found.element);
  });
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    const gesture = form instanceof HTMLFormElement ? markupOf(form)?.gesture : null;
    if (gesture != null) hands.submit(gesture, form as HTMLFormElement);
  });
  // Escape in a dialog. It does not bubble.
  root.addEventListener(
    'cancel',
    (event) => {
      const dialog = event.target;
      const gesture = dialog instanceof HTMLDialogElement ? markupOf(dialog)?.gesture : null;
      if (gesture == null) return;
      event.preventDefault();
      hands.perform(gesture, dialog as HTMLElement);
    },
    { capture: true },
  );
  root.addEventListener('input', ({ target }) => {
    if (isComposer(target)) hands.typed(target.value);
  });
  root.addEventListener('change', ({ target }) => {
    const gesture = target instanceof HTMLInputElement ? markupOf(target)?.gesture : null;
    if (gesture?.kind !== 'attach') return;
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file can be picked again.
    input.value = '';
    if (file !== undefined) hands.attach(file, gesture.threadTs);
  });
  root.addEventListener('keydown', (event) => {
    if (isComposer(event.target) && !event.isComposing && hands.key(event.key, event.target.value)) event.preventDefault();
  });
}

function pressed(target: EventTarget | null): { readonly element: HTMLElement; readonly gesture: Gesture } | null {
  if (!(target instanceof Element)) return null;
  const element = target.closest<HTMLElement>('button, a, [role=option]');
  const gesture = element === null ? null : markupOf(element)?.gesture;
  return element === null || gesture == null ? null : { element, gesture };
}

function isComposer(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.id === 'composer';
}
