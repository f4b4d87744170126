import type { ListingWire } from '@infinitio/domain/wire'
import { searchListings, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

const most = 200
const minuteSeconds = 60

/** Query for the cheapest machines that are free for a cluster, now or from its later start on. Without a class, it asks for machines of all classes. */
export function clusterListingsQuery(
  api: Transport,
  {
    classId,
    regionId,
    durationSeconds,
    startHour,
  }: Pick<ClusterWish, 'regionId' | 'durationSeconds' | 'startHour'> & { readonly classId: number | null },
) {
  const query = {
    ...(classId === null ? {} : { class: String(classId) }),
    ...{ minutes: Math.ceil(durationSeconds / minuteSeconds), sort: 'price' as const, limit: most },
    ...(regionId === null ? {} : { region: String(regionId) }),
    ...(startHour === null ? {} : { startHour }),
  }
  return queryOptions({
    queryKey: ['listings', 'cluster', query] as const,
    queryFn: async (): Promise<readonly ListingWire[]> => (await searchListings(api, query)).items,
  })
}
