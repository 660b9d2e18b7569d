import type { ServerResponse } from 'node:http';
import type { Reply } from './api-error.ts';
import type { Fault } from './faults.ts';
import type { State } from './state.ts';

/** Carries the request out with `act` and answers it, or does what the fault says instead. */
export function send(state: State, response: ServerResponse, fault: Fault | null, act: () => Reply): void {
  if (fault === null) return write(response, act());
  switch (fault.kind) {
    case 'answer':
      if (fault.acts) act();
      return write(response, { status: fault.status, body: fault.body ?? null }, fault.headers);
    case 'reset':
      if (fault.acts) act();
      response.destroy();
      return;
    case 'hang':
      if (fault.acts) act();
      return;
    case 'hang in the body': {
      const { status } = act();
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' }).write('{');
      return;
    }
    case 'slow': {
      const timer = setTimeout(() => {
        state.timers.delete(timer);
        write(response, act());
      }, fault.ms);
      state.timers.add(timer);
      return;
    }
    case 'rewrite': {
      const { status, body } = act();
      return write(response, { status, body: body === null ? null : fault.change(structuredClone(body)) });
    }
  }
}

function write(response: ServerResponse, { status, body }: Reply, headers: Record<string, string> = {}): void {
  const text = body === null ? '' : JSON.stringify(body);
  response.writeHead(status, { ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers }).end(text);
}
