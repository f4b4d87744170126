import type { Transport } from '@infinitio/sdk'
import type { ServiceOfferWire, ServiceWire } from '@infinitio/domain/wire'
import { queryOptions } from '@tanstack/react-query'
import { listAllServices } from '#web/parts/services/listAllServices.ts'

/** A service with terms that this release can read. */
export type ModelService = ServiceWire & { readonly offer: ServiceOfferWire }

const everyMs = 15_000

/** Query for the services that offer a model, the cheapest output first; last those that routers leave out. */
export const modelServicesQuery = (api: Transport, model: string) =>
  queryOptions({
    queryKey: ['services', 'of', model],
    queryFn: async (): Promise<readonly ModelService[]> => {
      const found = (await listAllServices(api)).filter((item): item is ModelService => item.offer?.model === model)
      const isOut = ({ checks }: ModelService) => (checks?.standing === 'left_out' ? 1 : 0)
      return found.toSorted((one, other) => isOut(one) - isOut(other) || Number(BigInt(one.offer.outputPrice) - BigInt(other.offer.outputPrice)))
    },
    refetchInterval: everyMs,
  })
