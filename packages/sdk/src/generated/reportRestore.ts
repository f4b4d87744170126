// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { machineDiskEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** How far a restore is. Codes: `snapshot.unknown`. */
export const reportRestore = /* @__PURE__ */ endpointCall<typeof machineDiskEndpoints.reportRestore>("/nodes/restores/{leaseId}/report", "POST", {"leaseId":"leaseId","report":"body"})
