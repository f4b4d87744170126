// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the receipt of a closed lease, with the totals of the contract. Only for its renter, holder and provider. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_closed`. */
export const getLeaseReceipt: EndpointCall<typeof leaseEndpoints.getLeaseReceipt> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLeaseReceipt>("/leases/{leaseId}/receipt", "GET", ["leaseId"])
