import { quote } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import type { PagerdutySection as Own } from './section.ts';

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  pageEverybody: ({ service, productionUrl }, { keyEnv }) => {
    const page = {
      event_action: 'trigger',
      dedup_key: `switchback:${service}`,
      payload: { summary: `${service} is in disaster recovery. Writes will be frozen.`, source: productionUrl, severity: 'critical' },
    };
    return {
      lines: [`Set ${keyEnv} to the integration key. PagerDuty answers that it took the page, not that somebody has seen it.`],
      commands: [
        // The key is read by jq itself: on a command line every user of the machine could see it.
        `jq -n ${quote(`${JSON.stringify(page)} + {routing_key: env.${keyEnv}}`)} | curl -sS --fail-with-body -X POST -H 'content-type: application/json' -d @- https://events.pagerduty.com/v2/enqueue`,
      ],
    };
  },
};
