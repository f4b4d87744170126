import { getCluster, listClusters, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Machines report the connections of their leases every three seconds, and no topic of the event stream reports that. In milliseconds. */
const reportedMs = 3_000
const listMs = 15_000

/** Query for one cluster of the signed-in account: its leases and the connections between them. */
export const clusterQuery = (api: Transport, clusterId: string) =>
  queryOptions({ queryKey: ['clusters', clusterId], queryFn: () => getCluster(api, clusterId), refetchInterval: reportedMs })

/** Query for the newest clusters of the signed-in account. */
export const clustersQuery = (api: Transport) =>
  queryOptions({ queryKey: ['clusters', 'own'], queryFn: () => listClusters(api), refetchInterval: listMs })
