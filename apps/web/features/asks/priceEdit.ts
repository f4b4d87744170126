import { changedPrice, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import { priceFromText } from '#web/features/asks/askTermsOf.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** How many prices are changed at once: to one price, by a percentage, or to what a rule says of each node. */
export type PriceEdit = { readonly kind: 'price' | 'percent'; readonly text: string } | { readonly kind: 'rule'; readonly text: '' }

/** Prices that a rule names, by node id. */
export type RuledPrices = ReadonlyMap<string, PTokenUnits>

/** The price a listed node would have, in base units per GPU-second; null when what was typed is none, or the rule says nothing of the node. */
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

/** Basis points of a percentage typed with a sign or without ("-5", "+2.5"). Null when it is none, or takes all of it. */
export function bpsFromText(text: string): bigint | null {
  const match = /^([+\-−]?)(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const size = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  const bps = match[1] === '-' || match[1] === '−' ? -size : size
  return bps > -10_000n ? bps : null
}
