import { clustersWire, clusterWire, hex32 } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for orders that rented several machines together: /clusters. */
export const clusterEndpoints = {
  listClusters: endpoint({
    method: 'get',
    path: '/clusters',
    summary: 'The 50 newest clusters of the account, with their members',
    access: 'account',
    cost: 2,
    answer: clustersWire,
    takes: [],
  }),
  getCluster: endpoint({
    method: 'get',
    path: '/clusters/{clusterId}',
    summary: 'One cluster: its members, their addresses, and what their machines measured between them',
    access: 'account',
    cost: 1,
    params: z.strictObject({ clusterId: hex32 }),
    answer: clusterWire,
    codes: ['order.unknown'],
    takes: ['clusterId'],
  }),
}
