import type { ListingWire } from '@infinitio/domain/wire'
import { searchListings, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

const most = 200
const minuteSeconds = 60

/**
 * Query for the cheapest machines that are free for a cluster, now or from its later start on. Without a class, it asks for machines of all classes whose GPUs
 * have at least `minVramGib` of memory, so that cheaper machines without GPUs do not fill the page of results.
 */
export function clusterListingsQuery(
  api: Transport,
  {
    classId,
    minVramGib = 0,
    regionId,
    durationSeconds,
    startHour,
  }: Pick<ClusterWish, 'regionId' | 'durationSeconds' | 'startHour'> & { readonly classId: number | null; readonly minVramGib?: number | undefined },
) {
  const query = {
    ...(classId === null ? { minVramGib: Math.max(1, minVramGib) } : { class: String(classId) }),
    ...{ minutes: Math.ceil(durationSeconds / minuteSeconds), sort: 'price' as const, limit: most },
    ...(regionId === null ? {} : { region: String(regionId) }),
    ...(startHour === null ? {} : { startHour }),
  }
  return queryOptions({
    queryKey: ['listings', 'cluster', query] as const,
    queryFn: async (): Promise<readonly ListingWire[]> => (await searchListings(api, query)).items,
  })
}
