import { type PricedGpus, pTokenUnits } from '@infinitio/domain'
import type { MarketDetailWire, ProviderNodeWire } from '@infinitio/domain/wire'

/** What others offer in a class now, of the 50 cheapest prices: depth by price without the provider's own listings. A rule that looked at its own would follow itself. */
export function othersOffers(
  { classId, depth }: Pick<MarketDetailWire, 'classId' | 'depth'>,
  { nodes }: { readonly nodes: readonly Pick<ProviderNodeWire, 'ask' | 'classId' | 'state' | 'freeGpus'>[] },
): PricedGpus[] {
  const own = new Map<string, number>()
  for (const node of nodes) {
    if (node.ask === null || node.classId !== classId || node.state !== 'listed') continue
    const { pricePerGpuSecond } = node.ask
    own.set(pricePerGpuSecond, (own.get(pricePerGpuSecond) ?? 0) + node.freeGpus)
  }
  return depth.asks
    .map(({ pricePerGpuSecond, gpus }) => ({
      pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)),
      gpus: Math.max(0, gpus - (own.get(pricePerGpuSecond) ?? 0)),
    }))
    .filter(({ gpus }) => gpus > 0)
}
