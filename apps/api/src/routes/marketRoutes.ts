import { bps, hex32, isRefusal, type Refusal, type TemplatePin, workloadTemplates, secondsOfQuery } from '@infinitio/domain'
import { marketDataEndpoints, marketEndpoints } from '@infinitio/endpoints'
import { readHealth } from '../actions/market/readHealth.ts'
import { idsOfNames } from '../actions/market/idsOfNames.ts'
import { readReliability } from '../actions/market/readReliability.ts'
import { readListing, readPrivateListing } from '../actions/market/readListing.ts'
import { parseSentence } from '../actions/market/parseSentence.ts'
import { readStatus } from '../actions/market/readStatus.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import type { Services } from '../services/services.ts'
import { signedIn } from './signedIn.ts'
import { readClassDemand, readFillChance, readMarket, readMarketClass } from '../actions/market/marketData.ts'

/**
 * Endpoints for bookable machines and for the state of the service: /classes, /listings, /health,
 * /status.
 */
export const marketRoutes = bindEndpoints(marketEndpoints, {
  getClasses: ({ services }) => services.market.askText({ kind: 'catalogue' }),
  async listTemplates({ services }) {
    const pins = services.templatePins()
    return { items: workloadTemplates.map(({ id, image }) => ({ id, image, pin: pinOf(pins[id]) })) }
  },
  async searchListings({ services, query: asked, request }) {
    const query = await withIds(services, asked)
    if (isRefusal(query)) return query
    const { feeBps } = await services.facts.read()
    const changes = services.market.changes()
    const page = await services.market.askText({ kind: 'search', query, fees: { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms } })
    const { pathname, search } = new URL(request.url)
    if (!isRefusal(page)) services.kept.keep(pathname + search, page, { changes })
    return page
  },
  parseSearch: ({ services, query }) => parseSentence(services, query),
  async getStarts({ services, query: asked }) {
    const query = await withIds(services, asked)
    if (isRefusal(query)) return query
    const { feeBps } = await services.facts.read()
    return services.market.askText({ kind: 'starts', query, fees: { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms } })
  },
  async getListingMap({ services, query: asked }) {
    const query = await withIds(services, asked)
    return isRefusal(query) ? query : services.market.askText({ kind: 'map', query })
  },
  async getAdvice({ services, query: asked }) {
    const query = await withIds(services, asked)
    if (isRefusal(query)) return query
    const { feeBps } = await services.facts.read()
    return services.market.askText({ kind: 'advice', query, fees: { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms } })
  },
  getListing: ({ services, params, query: { minGpus = null, startHour = null, ...span } }) =>
    readListing(services, { node: params.node, durationSeconds: secondsOfQuery(span), minGpus, startHour }),
  getPrivateListing: (call) => {
    const { params, query } = call
    const { minGpus = null, startHour = null, ...span } = query
    const wish = { node: params.node, durationSeconds: secondsOfQuery(span), minGpus, startHour }
    return readPrivateListing(call.services, { ...wish, account: signedIn(call) })
  },
  getMachineReliability: ({ services, params }) => readReliability(services, hex32(params.node)),
  async getHealth({ services, headers }) {
    const health = await readHealth(services)
    const all = new Headers(headers)
    all.set('content-type', 'application/json')
    all.set('cache-control', 'no-store')
    return new Response(JSON.stringify(health), { status: health.status === 'down' ? 503 : 200, headers: all })
  },
  getStatus: ({ services }) => readStatus(services, { nowSeconds: Math.floor(Date.now() / 1_000) }),
})

type Named = { readonly [Name in 'class' | 'region' | 'notClass' | 'notRegion']?: string | undefined }
type WithIds<Query> = Omit<Query, keyof Named> & { [Name in keyof Named & keyof Query]?: number[] }

/** Returns the query with the ids of the classes and regions that it names. Refuses as `idsOfNames` does. */
async function withIds<Query extends Named>(services: Services, query: Query): Promise<WithIds<Query> | Refusal> {
  const { class: classes, region, notClass, notRegion, ...others } = query
  const ids = await idsOfNames(services.market, { in: 'query', fields: { class: classes, region, notClass, notRegion } })
  return isRefusal(ids) ? ids : ({ ...others, ...ids } as WithIds<Query>)
}

/** Endpoints for market data from the journal: /market and /market/{class}. One of them returns how often an order would have been filled in the past. */
export const marketDataRoutes = bindEndpoints(marketDataEndpoints, {
  getMarket: ({ services, query }) => readMarket(services, { regionId: query.region ?? null }),
  getMarketClass: ({ services, params, query }) => readMarketClass(services, { classId: params.class, query }),
  getClassDemand: ({ services, params, query }) => readClassDemand(services, { classId: params.class, query }),
  getFillChance: ({ services, params, query }) => readFillChance(services, { classId: params.class, query }),
})

/** Returns a pin as the API shows it, with its time in Unix seconds. */
function pinOf(pin: TemplatePin | undefined) {
  return pin === undefined ? null : { ...pin, pinnedAt: Date.parse(pin.fetchedAt) / 1_000 }
}
