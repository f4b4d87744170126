// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A lease's snapshots, what its disk began with, and whether its workload moves. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseDisk: EndpointCall<typeof snapshotEndpoints.getLeaseDisk> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.getLeaseDisk>("/leases/{leaseId}/disk", "GET", ["leaseId"])
