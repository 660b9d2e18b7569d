import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { pressed, type ManualAnswer } from './actions/pressed.ts';
import { pressedService } from './actions/pressed-service.ts';
import { pressedDrill } from './actions/pressed-drill.ts';
import { rollbackCommand } from './commands/rollback.ts';
import type { Drills } from './drills.ts';
import type { Incidents } from './incidents.ts';
import { declareFromMessage } from './shortcuts/declare-from-message.ts';
import { SHORTCUTS, VIEWS } from './surface.ts';
import { answered } from './views/answered.ts';
import { declared } from './views/declared.ts';
import { drillHandedOver } from './views/drill-handed-over.ts';

export interface SlackParts {
  readonly incidents: Incidents;
  readonly authorise: Authorise;
  readonly drills: Drills;
  readonly manual: ManualAnswer;
  /** Gets every error that a listener threw. The person is told by the intake, which it is thrown on to. */
  readonly report: (error: Error) => void;
}

/** Every listener of the app, by the ids of `surface.ts`. */
export function register(app: App, { incidents, authorise, drills, manual, report }: SlackParts): void {
  app.command(incidents.command, rollbackCommand(incidents, authorise));
  app.shortcut({ callback_id: SHORTCUTS.declareFromMessage, type: 'message_action' }, declareFromMessage(incidents));
  app.action<BlockAction<ButtonAction>>(/^sb:drill\./, pressedDrill(incidents, authorise, drills));
  app.action<BlockAction>(/^sb:service\./, pressedService(incidents, authorise));
  app.action<BlockAction>(/^sb:(?!drill\.|service\.)/, pressed(incidents, authorise, manual));
  app.view(VIEWS.answer, answered(incidents, authorise));
  app.view(VIEWS.declare, declared(incidents, authorise));
  app.view(VIEWS.handOverDrill, drillHandedOver(authorise, drills));
  app.error(async (error) => {
    // Bolt wraps what is not its own.
    report('original' in error && error.original instanceof Error ? error.original : error);
    throw error;
  });
}
