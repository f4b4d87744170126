// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Select the snapshot that the disks of a bid's leases start from: before the bid is placed, and again with the encrypted key when the machine is known. Codes: `snapshot.no_store`, `snapshot.unknown`, `snapshot.not_stored`, `snapshot.lease_settled`, `lease.unknown`. */
export const putRestore: EndpointCall<typeof snapshotEndpoints.putRestore> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.putRestore>("/restores/{bidHash}", "PUT", {"bidHash":"bidHash","...":"body"})
