import { leasePortEndpoints } from '@infinitio/endpoints'
import { createPortToken, readLeasePorts, revokePortToken } from '../actions/leases/leasePorts.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** The ports of a lease and who may come to them: /leases/{id}/ports, /leases/{id}/port-tokens. */
export const leasePortRoutes = bindEndpoints(leasePortEndpoints, {
  getLeasePorts: (call) => readLeasePorts(call.services, { account: signedIn(call), leaseId: call.params.leaseId }),
  createPortToken: (call) =>
    createPortToken(call.services, {
      ...{ account: signedIn(call), leaseId: call.params.leaseId },
      ...{ request: call.body, sessionHash: call.sessionTokenHash },
    }),
  revokePortToken: (call) => revokePortToken(call.services, { account: signedIn(call), ...call.params }),
})
