// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one lease with its full history. Only for its renter, holder, teammates and provider. Codes: `lease.unknown`, `auth.forbidden`, `chain.rpc_unavailable`. */
export const getLease: EndpointCall<typeof leaseEndpoints.getLease> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLease>("/leases/{leaseId}", "GET", ["leaseId"])
