// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete a snapshot of the signed-in account. Codes: `snapshot.unknown`. */
export const deleteSnapshot: EndpointCall<typeof snapshotEndpoints.deleteSnapshot> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.deleteSnapshot>("/snapshots/{snapshotId}", "DELETE", ["snapshotId"])
