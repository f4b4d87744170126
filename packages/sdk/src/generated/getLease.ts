// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** One lease with everything that happened to it. Codes: `lease.unknown`, `auth.forbidden`, `chain.rpc_unavailable`. */
export const getLease = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLease>("/leases/{leaseId}", "GET", ["leaseId"])
