import type { Markup } from '../markup/h.ts';
import { markupOf, patch } from '../markup/patch.ts';

const NEAR_BOTTOM_PX = 60;

/** Draws the page again, and leaves the reader where they were: scroll, focus and dialogs. */
export function redraw(root: Element, { children }: Markup): void {
  const left = new Set(logs(root).filter((log) => hasMessages(log) && !isAtBottom(log)));
  const message = document.activeElement?.closest('article') ?? null;
  closeGone(root, children);
  patch(root, children);
  for (const dialog of root.querySelectorAll('dialog')) {
    if (!dialog.open) openDialog(dialog);
  }
  for (const log of logs(root)) {
    if (hasMessages(log) && !left.has(log)) log.scrollTop = log.scrollHeight;
  }
  // What had the focus is gone: its message keeps the place.
  if (document.activeElement === document.body && message?.isConnected === true) message.focus({ preventScroll: true });
}

function logs(root: Element): readonly Element[] {
  return [...root.querySelectorAll('[role=log]')];
}

function hasMessages(log: Element): boolean {
  return log.querySelector('article') !== null;
}

function isAtBottom({ scrollHeight, scrollTop, clientHeight }: Element): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
}

/** Closing gives the focus back to where it was before; only removing does not. */
function closeGone(root: Element, wanted: Markup['children']): void {
  const keys = new Set(wanted.map(({ child }) => (typeof child === 'string' ? null : child.key)));
  for (const dialog of root.querySelectorAll('dialog')) {
    if (!keys.has(markupOf(dialog)?.key ?? null)) dialog.close();
  }
}

function openDialog(dialog: HTMLDialogElement): void {
  dialog.showModal();
  dialog.querySelector<HTMLElement>('input, textarea, select')?.focus();
}
