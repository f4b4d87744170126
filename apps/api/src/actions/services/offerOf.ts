import type { ServiceOfferWire } from '@infinitio/domain/wire'
import { readRouterTerms, readTerms, startPriceOf } from '@infinitio/services'
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
    settlesProven: read.settlesProven ?? false,
    cachedPrefix: read.cachedPrefix ?? null,
  }
}

/** Returns the host of a router if these are the terms of one, otherwise null. */
export function routerHostOf(terms: string): string | null {
  const router = readRouterTerms(hexToBytes(terms as `0x${string}`))
  return router === null ? null : (URL.parse(router.url)?.host ?? router.url)
}

/** Returns what a channel pays for: the model in the terms of its service, or `router` and the host of a router. Returns null for terms that cannot be read. */
export function offeredModelOf(terms: string): string | null {
  const offer = offerOf(terms)
  if (offer !== null) return offer.model
  const host = routerHostOf(terms)
  return host === null ? null : `router ${host}`
}
