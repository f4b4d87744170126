import { clusterEndpoints } from '@infinitio/endpoints'
import { listClusters, readCluster } from '../actions/leases/readClusters.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for clusters: /clusters. A cluster is an order that gets either all of its machines together or none. */
export const clusterRoutes = bindEndpoints(clusterEndpoints, {
  listClusters: (call) => listClusters(call.services, { account: signedIn(call), sessionKey: call.sessionKey }),
  getCluster: (call) => readCluster(call.services, { account: signedIn(call), sessionKey: call.sessionKey, ...call.params }),
})
