import type { ListingIndex } from '../createListingIndex.ts'
import { freeGpus } from '../starts/freeGpus.ts'
import { hasAsk } from '../rows/listingColumns.ts'
import type { MarketCatalogue, MarketNode } from './marketNode.ts'
import { countCheaper, nthPrice, sortedPrices } from '../rows/priceRank.ts'
import { type Unavailable, unavailability } from '../search/unavailability.ts'

/** A provider's machine, whether it can be booked now for an hour, and how its price compares with those of other providers for the same class. */
export type ProviderMachine = {
  readonly node: MarketNode
  readonly unavailable: Unavailable | null
  readonly freeGpus: number
  /**
   * The share of other providers' asks in its class that are cheaper, in hundredths of a percent. Null if the machine has no ask, or if no other provider has
   * one.
   */
  readonly pricePercentile: number | null
  /** The median price of other providers' asks in its class, in base units per GPU-second. Null if nobody else has an ask. */
  readonly classMedianPrice: bigint | null
}

/** The market data that a provider's page shows. */
export type ProviderMachines = { readonly machines: readonly ProviderMachine[]; readonly catalogue: MarketCatalogue }

/** Describes all machines of a provider. */
export function machinesOfProvider(index: ListingIndex, { account, now }: { account: string; now: number }): ProviderMachines {
  const own = index.ofProvider(account).toSorted((one, other) => (one.node < other.node ? -1 : 1))
  const classes = new Map([...new Set(own.map(({ classId }) => classId))].map((classId) => [classId, othersPrices(index, { classId, account })]))
  const span = { now, durationSeconds: 3_600 }
  const machines = own.map((node) => {
    const { slots, median } = classes.get(node.classId) ?? { slots: [], median: null }
    const price = node.ask?.ask.pricePerGpuSecond ?? null
    return {
      node,
      unavailable: unavailability(node, span),
      freeGpus: freeGpus(node, span),
      pricePercentile: price === null || slots.length === 0 ? null : Math.round((countCheaper(index, slots, price) * 10_000) / slots.length),
      classMedianPrice: median,
    }
  })
  return { machines, catalogue: index.catalogue() }
}

/** Finds the prices of other providers' asks in a class. Leaves out the provider's own asks, because comparing a price with itself is meaningless. */
function othersPrices(index: ListingIndex, { classId, account }: { classId: number; account: string }): { slots: number[]; median: bigint | null } {
  const { flags } = index.columns()
  const slots = index
    .blocks()
    .filter(({ group }) => index.groups()[group]?.classId === classId)
    .flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at))
    .filter((slot) => ((flags[slot] as number) & hasAsk) !== 0 && index.nodeAt(slot).provider !== account)
  const sorted = sortedPrices(index, slots)
  return { slots, median: nthPrice(index, { slots, sorted }, Math.floor((slots.length - 1) / 2)) }
}
