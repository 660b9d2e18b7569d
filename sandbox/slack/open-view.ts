import type { Modal } from './blocks/check-view.ts';
import { setViews, type View, type Workspace } from './workspace.ts';

/** Opens the modal for a person: alone, or on top of the one that they have open. */
export function openView(workspace: Workspace, userId: string, modal: Modal, on: View | null): View {
  const id = workspace.newId('V');
  const view: View = {
    id,
    rootId: on?.rootId ?? id,
    previousId: on?.id ?? null,
    userId,
    hash: workspace.newId('hash-'),
    modal,
    blocks: modal.blocks,
  };
  setViews(workspace, userId, on === null ? [view] : [...(workspace.views.get(userId) ?? []), view]);
  return view;
}

export function updateView(workspace: Workspace, view: View, modal: Modal): View {
  const updated = { ...view, modal, blocks: modal.blocks, hash: workspace.newId('hash-') };
  const open = workspace.views.get(view.userId) ?? [];
  setViews(
    workspace,
    view.userId,
    open.map((one) => (one.id === view.id ? updated : one)),
  );
  return updated;
}

export function closeView(workspace: Workspace, view: View): void {
  const open = workspace.views.get(view.userId) ?? [];
  setViews(
    workspace,
    view.userId,
    open.filter((one) => one.id !== view.id),
  );
}
