// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { machineDiskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** How far a snapshot is. Codes: `snapshot.no_store`, `snapshot.unknown`, `snapshot.deleted`, `snapshot.interrupted`, `snapshot.damaged`. */
export const reportSnapshot: EndpointCall<typeof machineDiskEndpoints.reportSnapshot> = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportSnapshot>("/nodes/snapshots/{snapshotId}/report", "POST", {"snapshotId":"snapshotId","report":"body"})
