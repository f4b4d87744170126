// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the teammates of a lease and their rights. Only for its holder. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseShares: EndpointCall<typeof leaseShareEndpoints.getLeaseShares> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.getLeaseShares>("/leases/{leaseId}/shares", "GET", ["leaseId"])
