import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import type { PageState } from '../page-state.ts';
import type { Reader } from '../reader.ts';
import { customers } from './customers.ts';
import { deployments } from './deployments.ts';
import { faults } from './faults.ts';
import { production } from './production.ts';
import { rateChart } from './rate-chart.ts';
import { scenario } from './scenario.ts';
import { schema } from './schema.ts';

/** What production is, as customers and operators see it. */
export function world(page: PageState, state: State, reader: Reader): Markup {
  const { world: shown } = state;
  return h(
    'section',
    { class: 'world', id: 'world', 'aria-label': 'The world', tabindex: '0', 'data-shown': String(page.pane === 'world') },
    h('h2', { class: 'sr' }, 'The world'),
    scenario(state, reader.now),
    customers(shown, reader),
    rateChart(shown, reader),
    production(shown),
    deployments(shown, reader.now),
    schema(shown),
    faults(shown),
  );
}
