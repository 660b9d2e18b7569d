import type { State } from '../../protocol.ts';

const AGAIN_MS = 2_000;

export interface Heard {
  readonly state: (state: State) => void;
  readonly connection: (is: 'open' | 'lost') => void;
}

/** Hears the whole state after every change, as `person` sees it. Answers what stops it. */
export function listen(person: string, heard: Heard): () => void {
  let again: number | undefined;
  const source = new EventSource(`/events?as=${encodeURIComponent(person)}`);
  let stop = () => source.close();
  source.addEventListener('open', () => heard.connection('open'));
  source.addEventListener('message', ({ data }) => heard.state(JSON.parse(String(data)) as State));
  source.addEventListener('error', () => {
    heard.connection('lost');
    // The browser tries again by itself except where the server refused.
    if (source.readyState !== EventSource.CLOSED || again !== undefined) return;
    again = window.setTimeout(() => {
      stop = listen(person, heard);
    }, AGAIN_MS);
  });
  return () => {
    window.clearTimeout(again);
    source.close();
    stop();
  };
}
