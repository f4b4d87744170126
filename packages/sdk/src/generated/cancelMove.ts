// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Cancel the move of a lease, until its names have switched. The old lease continues at once; a new lease that exists already must be ended separately. Safe to repeat. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `move.over`, `move.too_late`. */
export const cancelMove: EndpointCall<typeof snapshotEndpoints.cancelMove> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.cancelMove>("/leases/{leaseId}/moves", "DELETE", {"leaseId":"leaseId"})
