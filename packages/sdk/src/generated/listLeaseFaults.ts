// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The faults of a lease with the party at fault, the rule and the payments, for the holder, teammates and the provider; one of each kind at most, and one for each time without the machine. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const listLeaseFaults: EndpointCall<typeof faultEndpoints.listLeaseFaults> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.listLeaseFaults>("/leases/{leaseId}/faults", "GET", ["leaseId"])
