import { clusterEndpoints } from '@infinitio/endpoints'
import { listClusters, readCluster } from '../actions/leases/readClusters.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for clusters, which are orders that get several machines together or none: /clusters. */
export const clusterRoutes = bindEndpoints(clusterEndpoints, {
  listClusters: (call) => listClusters(call.services, { account: signedIn(call) }),
  getCluster: (call) => readCluster(call.services, { account: signedIn(call), ...call.params }),
})
