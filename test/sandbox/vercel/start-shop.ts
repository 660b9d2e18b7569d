import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalDeployment, LocalVercel, LocalVercelOptions } from '#sandbox/vercel/local-vercel.ts';
import { startOrigin, type Origin } from './start-origin.ts';

export interface Shop {
  readonly vercel: LocalVercel;
  readonly origin: Origin;
  /** Pushed in this order; `live` has the domains. */
  readonly older: LocalDeployment;
  readonly previous: LocalDeployment;
  readonly live: LocalDeployment;
  /** Throws where a route was asked for that does not exist. */
  readonly close: () => Promise<void>;
}

/** A project with three releases behind it, all served by one app. */
export async function startShop(options: LocalVercelOptions = {}): Promise<Shop> {
  const vercel = await startVercel({ jobMs: 20, ...options });
  const origin = await startOrigin('shop');
  const release = (digit: string, message: string) => vercel.push({ commit: digit.repeat(40), message, author: 'ada', origin: origin.url });
  const older = await release('1', 'Add the cart');
  const previous = await release('2', 'Add coupons\n\nWith tests.');
  const live = await release('3', 'Add gift cards');
  return {
    vercel,
    origin,
    older,
    previous,
    live,
    close: async () => {
      await vercel.close();
      await origin.close();
      if (vercel.unexpected.length > 0) throw new Error(`Routes that do not exist were asked for: ${vercel.unexpected.join(', ')}`);
    },
  };
}
