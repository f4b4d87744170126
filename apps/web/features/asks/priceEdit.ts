import { changedPrice, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import { priceFromText } from '#web/features/asks/askTermsOf.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** Describes one change to many prices: the same price for all, a percentage, or the price that a pricing rule calculated for each machine. */
export type PriceEdit = { readonly kind: 'price' | 'percent'; readonly text: string } | { readonly kind: 'rule'; readonly text: '' }

/** Maps node ids to the prices that a pricing rule calculated, in base units per GPU-second. */
export type RuledPrices = ReadonlyMap<string, PTokenUnits>

/**
 * Returns the new price of a listed machine in base units per GPU-second. Returns null for an unlisted machine, invalid text, or a machine that the
 * rule does not price.
 */
export function editedPrice(edit: PriceEdit, { node, ask }: Pick<ProviderNode, 'node' | 'ask'>, ruled: RuledPrices): PTokenUnits | null {
  if (ask === null) return null
  switch (edit.kind) {
    case 'price': {
      const price = priceFromText(edit.text)
      return price === null ? null : pTokenUnits(price)
    }
    case 'percent': {
      const changeBps = bpsFromText(edit.text)
      return changeBps === null ? null : changedPrice(pTokenUnits(BigInt(ask.pricePerGpuSecond)), { changeBps })
    }
    case 'rule':
      return ruled.get(node) ?? null
  }
}

/**
 * Returns the basis points of a percentage typed with or without a sign ("-5", "+2.5"). Returns null for invalid text, and for a cut of 100 % or
 * more.
 */
export function bpsFromText(text: string): bigint | null {
  const match = /^([+\-−]?)(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const size = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  const bps = match[1] === '-' || match[1] === '−' ? -size : size
  return bps > -10_000n ? bps : null
}
