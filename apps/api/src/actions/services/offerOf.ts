import type { ServiceOfferWire } from '@infinitio/domain/wire'
import { readTerms, startPriceOf } from '@infinitio/services'
import { hexToBytes } from 'viem'

/** Decodes the terms of a service (prices, model, address) from hex. Returns null if this version of the API does not know their format. */
export function offerOf(terms: string): ServiceOfferWire | null {
  const read = readTerms(hexToBytes(terms as `0x${string}`))
  if (read === null) return null
  const { model, url, contact, responseKey } = read
  const prices = { inputPrice: `${read.inputPrice}`, cachedPrice: `${read.cachedPrice}`, outputPrice: `${read.outputPrice}` }
  return {
    model,
    url,
    contact,
    ...prices,
    step: `${read.step}`,
    leastDeposit: `${read.leastDeposit}`,
    startPrice: `${startPriceOf(read)}`,
    responseKey,
    boxKey: read.boxKey ?? null,
    ...{ contextTokens: read.contextTokens ?? null, quantization: read.quantization ?? null, region: read.region ?? null },
    acceptsG: read.acceptsG ?? false,
  }
}
