import { clustersWire, clusterWire, hex32 } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for orders that rented several machines together: /clusters. */
export const clusterEndpoints = {
  listClusters: endpoint({
    method: 'get',
    path: '/clusters',
    summary: 'List the 50 newest clusters (orders for several machines that start together) of the signed-in account, with their leases',
    access: 'account',
    keyRight: 'any',
    cost: 2,
    answer: clustersWire,
    takes: [],
  }),
  getCluster: endpoint({
    method: 'get',
    path: '/clusters/{clusterId}',
    summary: 'Get one cluster of the signed-in account: its leases, their addresses in its network, and the connections that their machines measured',
    access: 'account',
    keyRight: 'any',
    cost: 1,
    params: z.strictObject({ clusterId: hex32 }),
    answer: clusterWire,
    codes: ['order.unknown'],
    takes: ['clusterId'],
  }),
}
