import { faultEndpoints } from '@infinitio/endpoints'
import { answerFault, readLeaseFaults, readNodeFaults, readProviderFaults } from '../actions/leases/faults.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for faults of leases and machines: /leases/{id}/faults, /nodes/{node}/faults, /providers/{account}/faults. */
export const faultRoutes = bindEndpoints(faultEndpoints, {
  listLeaseFaults: (call) => readLeaseFaults(call.services, { account: signedIn(call), ...call.params }),
  answerFault: (call) => answerFault(call.services, { account: signedIn(call), ...call.params, text: call.body.text }),
  listNodeFaults: (call) => readNodeFaults(call.services, call.params),
  listProviderFaults: (call) => readProviderFaults(call.services, call.params),
})
