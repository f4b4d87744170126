import { faultEndpoints } from '@infinitio/endpoints'
import { readLeaseFaults, readNodeFaults } from '../actions/leases/faults.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for faults of leases and machines: /leases/{id}/faults, /nodes/{node}/faults. */
export const faultRoutes = bindEndpoints(faultEndpoints, {
  listLeaseFaults: (call) => readLeaseFaults(call.services, { account: signedIn(call), ...call.params }),
  listNodeFaults: (call) => readNodeFaults(call.services, call.params),
})
