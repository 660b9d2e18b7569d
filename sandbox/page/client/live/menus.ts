const GAP = 4;

/** Places the menus that the browser opens, and moves in them by the arrow keys. */
export function serveMenus(root: Element): void {
  // `toggle` does not bubble.
  root.addEventListener('toggle', (event) => opened(event.target), { capture: true });
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.target instanceof Element && moved(event.target, event.key)) event.preventDefault();
  });
}

function opened(menu: EventTarget | null): void {
  if (!(menu instanceof HTMLElement) || !menu.matches('[role=menu]:popover-open')) return;
  const button = document.getElementById(`${menu.id}-button`)?.getBoundingClientRect();
  if (button === undefined) return;
  const { width, height } = menu.getBoundingClientRect();
  const below = button.bottom + GAP;
  const top = below + height > window.innerHeight ? Math.max(GAP, button.top - GAP - height) : below;
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(GAP, Math.min(button.left, window.innerWidth - width - GAP))}px`;
  // The browser says `toggle` later, when a key may have moved the focus on.
  if (!menu.contains(document.activeElement)) itemsOf(menu)[0]?.focus();
}

function moved(target: Element, key: string): boolean {
  const opener = target.closest<HTMLElement>('[aria-haspopup=menu]');
  if (opener !== null && key === 'ArrowDown') {
    opener.click();
    opened(document.getElementById(opener.getAttribute('popovertarget') ?? ''));
    return true;
  }
  const menu = target.closest<HTMLElement>('[role=menu]');
  if (menu === null) return false;
  // The focus goes back to the button, and on from there.
  if (key === 'Tab') menu.hidePopover();
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item === target);
  const next = nextItem(items, at, key);
  next?.focus();
  return next !== undefined;
}

function nextItem(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return key.length === 1 && key !== ' '
        ? [...items.slice(at + 1), ...items].find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()))
        : undefined;
  }
}

function itemsOf(menu: Element): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}
