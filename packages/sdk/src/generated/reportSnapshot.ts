// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { machineDiskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report the progress of a snapshot: copying, stored or failed. Codes: `snapshot.no_store`, `snapshot.unknown`, `snapshot.deleted`, `snapshot.interrupted`, `snapshot.damaged`. */
export const reportSnapshot: EndpointCall<typeof machineDiskEndpoints.reportSnapshot> = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportSnapshot>("/nodes/snapshots/{snapshotId}/report", "POST", {"snapshotId":"snapshotId","report":"body"})
