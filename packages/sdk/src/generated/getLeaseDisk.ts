// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the snapshots of a lease, the snapshot that its disk started from, and its newest move. Only for the account that rented and still holds it. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseDisk: EndpointCall<typeof snapshotEndpoints.getLeaseDisk> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.getLeaseDisk>("/leases/{leaseId}/disk", "GET", ["leaseId"])
