import type { ServiceFilesWire, ServiceOfferWire } from '@infinitio/domain/wire'
import { readFileTerms, readRouterTerms, readTerms, startPriceOf } from '@infinitio/services'
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

/** Decodes the terms of a service that sells bytes from hex. Returns null for other terms. */
export function filesOf(terms: string): ServiceFilesWire | null {
  const read = readFileTerms(hexToBytes(terms as `0x${string}`))
  if (read === null) return null
  const { kind, url, contact, responseKey } = read
  return {
    ...{ kind, url, contact, requestPrice: `${read.inputPrice}`, bytePrice: `${read.outputPrice}` },
    ...{ step: `${read.step}`, leastDeposit: `${read.leastDeposit}`, responseKey },
  }
}

/** Returns the host of a router if these are the terms of one, otherwise null. */
export function routerHostOf(terms: string): string | null {
  const router = readRouterTerms(hexToBytes(terms as `0x${string}`))
  return router === null ? null : (URL.parse(router.url)?.host ?? router.url)
}

/**
 * Returns what a channel pays for: the model in the terms of its service, `cache` or `fetch` for a service that sells bytes, or `router` and the host of a router.
 * Returns null for terms that cannot be read.
 */
export function offeredModelOf(terms: string): string | null {
  const name = offerOf(terms)?.model ?? filesOf(terms)?.kind
  if (name !== undefined) return name
  const host = routerHostOf(terms)
  return host === null ? null : `router ${host}`
}
