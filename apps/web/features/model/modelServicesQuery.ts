import { listServices, type Transport } from '@infinitio/sdk'
import type { ServiceOfferWire, ServiceWire } from '@infinitio/domain/wire'
import { queryOptions } from '@tanstack/react-query'

/** A service with terms that this release can read. */
export type ModelService = ServiceWire & { readonly offer: ServiceOfferWire }

const mostPages = 20
const everyMs = 15_000

/** Query for the services that offer a model, the cheapest output first. */
export const modelServicesQuery = (api: Transport, model: string) =>
  queryOptions({
    queryKey: ['services', 'of', model],
    queryFn: async (): Promise<readonly ModelService[]> => {
      const found: ModelService[] = []
      let cursor: string | null = null
      for (let page = 0; page < mostPages; page += 1) {
        const { items, nextCursor } = await listServices(api, { limit: 100, ...(cursor === null ? {} : { cursor }) })
        found.push(...items.filter((item): item is ModelService => item.offer?.model === model))
        if (nextCursor === null) break
        cursor = nextCursor
      }
      return found.toSorted((one, other) => Number(BigInt(one.offer.outputPrice) - BigInt(other.offer.outputPrice)))
    },
    refetchInterval: everyMs,
  })
