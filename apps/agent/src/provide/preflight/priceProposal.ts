import { formatPt, pTokenUnits } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'

/** A price that the command proposes: its text in PT per GPU-hour as a person types it, and a phrase that states where it is from. */
export type PriceProposal = { readonly price: string; readonly source: string }

/** The class of a machine in the catalogue, with its prices. */
export type PricedClass = Pick<CatalogueWire['classes'][number], 'name' | 'medianPricePerGpuSecond' | 'listedNodes' | 'referencePricePerGpuSecond'>

type Facts = {
  /** The machine's class in the catalogue; null if it has none, or if the API does not answer. */
  readonly listed: PricedClass | null
  /** True if the machine is registered already. It may then be one of the `listedNodes` of its class. */
  readonly isRegistered: boolean
}

/** Returns the median price of the free machines of this class, per GPU-second; null if there is none, or if this machine may be the only one. */
export function medianOfOthers({ listed, isRegistered }: Facts): bigint | null {
  if (listed === null || listed.medianPricePerGpuSecond === null || (isRegistered && listed.listedNodes <= 1)) return null
  return BigInt(listed.medianPricePerGpuSecond)
}

/**
 * Returns the price to propose: the median of free machines of the same class or, without one, the reference price that this market sets for the class. Null if
 * the class is unknown, or if the price is rounded to zero. Rounded to 4 decimals. Pure.
 */
export function priceProposal(facts: Facts): PriceProposal | null {
  const { listed } = facts
  if (listed === null) return null
  const median = medianOfOthers(facts)
  const price = typedPrice(median ?? BigInt(listed.referencePricePerGpuSecond))
  if (price === null) return null
  const source =
    median === null
      ? `the reference price of this market for ${listed.name}; no other ${listed.name} is free now`
      : `the median of free ${listed.name} machines`
  return { price, source }
}

/**
 * Converts a price in base units per GPU-second to a text that a person can type: PT per GPU-hour, with at most four decimals. Null if all these digits are 0.
 */
function typedPrice(perSecond: bigint): string | null {
  const text = formatPt(pTokenUnits(perSecond * 3_600n), { digits: 4 })
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
  return /[1-9]/.test(text) ? text : null
}
