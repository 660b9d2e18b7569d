import type { Markup } from '../markup/h.ts';
import { markupOf, patch } from '../markup/patch.ts';

const NEAR_BOTTOM_PX = 60;
/** The message that had the focus when a dialog was opened. */
const openedFrom = new WeakMap<Element, HTMLElement>();

/** Draws the page again, and leaves the reader where they were: scroll, focus and dialogs. */
export function redraw(root: Element, { children }: Markup): void {
  const left = new Set(logs(root).filter((log) => hasMessages(log) && !isAtNewest(log)));
  const message = messageInHand(root);
  closeGone(root, children);
  patch(root, children);
  // What had the focus is gone: its message keeps the place.
  if (document.activeElement === document.body && message?.isConnected === true) message.focus({ preventScroll: true });
  for (const dialog of root.querySelectorAll('dialog')) {
    if (!dialog.open) openDialog(dialog);
  }
  for (const log of logs(root)) {
    if (hasMessages(log) && !left.has(log)) toNewest(log);
  }
}

/** The message that the reader is in, or came from where a dialog is open: its button may be gone when the dialog closes. */
function messageInHand(root: Element): HTMLElement | null {
  const dialog = root.querySelector('dialog[open]');
  return (dialog === null ? document.activeElement?.closest('article') : openedFrom.get(dialog)) ?? null;
}

/** To the end; of a message that is taller than the screen, the beginning. */
function toNewest(log: Element): void {
  log.scrollTop = log.scrollHeight;
  const hidden = hiddenOfNewest(log);
  if (hidden > 0) log.scrollTop -= hidden;
}

/** How much of the newest message is above the edge, in pixels; negative where it begins below. */
function hiddenOfNewest(log: Element): number {
  const newest = [...log.querySelectorAll('article')].at(-1) ?? log;
  return log.getBoundingClientRect().top - newest.getBoundingClientRect().top;
}

function logs(root: Element): readonly Element[] {
  return [...root.querySelectorAll('[role=log]')];
}

function hasMessages(log: Element): boolean {
  return log.querySelector('article') !== null;
}

function isAtNewest(log: Element): boolean {
  const { scrollHeight, scrollTop, clientHeight } = log;
  return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX || Math.abs(hiddenOfNewest(log)) < 2;
}

/** Closing gives the focus back to where it was before; only removing does not. */
function closeGone(root: Element, wanted: Markup['children']): void {
  const keys = new Set(wanted.map(({ child }) => (typeof child === 'string' ? null : child.key)));
  for (const dialog of root.querySelectorAll('dialog')) {
    if (!keys.has(markupOf(dialog)?.key ?? null)) dialog.close();
  }
}

function openDialog(dialog: HTMLDialogElement): void {
  const message = document.activeElement?.closest('article');
  if (message != null) openedFrom.set(dialog, message);
  dialog.showModal();
  dialog.querySelector<HTMLElement>('input, textarea, select')?.focus();
}
