// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { machineDiskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report the progress of restoring a lease's disk: running, done or failed. Codes: `snapshot.unknown`. */
export const reportRestore: EndpointCall<typeof machineDiskEndpoints.reportRestore> = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportRestore>("/nodes/restores/{leaseId}/report", "POST", {"leaseId":"leaseId","report":"body"})
