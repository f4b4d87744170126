// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Cancels the move of a lease, until names go over: the old lease goes on at once with everything. The new lease, if there is one then (`waitForMove`), is not ended by this: cancel or end it. Safe to repeat. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `move.over`, `move.too_late`. */
export const cancelMove: EndpointCall<typeof snapshotEndpoints.cancelMove> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.cancelMove>("/leases/{leaseId}/moves", "DELETE", {"leaseId":"leaseId"})
