import { type PriceWarning, priceWarning } from '@infinitio/domain'
import type { WantedChange } from '@infinitio/sdk'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** A change whose price is probably a mistake. */
export type WarnedChange = WantedChange & { readonly warning: PriceWarning }

/** Returns why the provider should confirm a new price of a machine, or null. Base units per GPU-second. */
export function warningOf(
  { classMedianPricePerGpuSecond: median, latestAsk }: Pick<ProviderNode, 'classMedianPricePerGpuSecond' | 'latestAsk'>,
  price: bigint,
): PriceWarning | null {
  const current = latestAsk?.pricePerGpuSecond
  return priceWarning(price, { median: median === null ? null : BigInt(median), current: current === undefined ? null : BigInt(current) })
}

/** Returns the changes that the provider should confirm. A pause sets no price. */
export function warnedChanges(changes: readonly WantedChange[]): WarnedChange[] {
  return changes.flatMap((change) => {
    const warning = change.act === 'pause' ? null : warningOf(change.node, change.pricePerGpuSecond)
    return warning === null ? [] : [{ ...change, warning }]
  })
}

/** Identifies a machine at a price, so that the consent to one price does not cover another. */
export const priceKey = ({ node, pricePerGpuSecond }: WantedChange): string => `${node.node} ${pricePerGpuSecond}`
