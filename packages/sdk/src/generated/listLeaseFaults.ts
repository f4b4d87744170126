// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the faults of a lease, newest first, with the party at fault, the rule and the payments. At most one of each kind, except `unreachable`. Only for its holder, teammates and provider. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const listLeaseFaults: EndpointCall<typeof faultEndpoints.listLeaseFaults> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.listLeaseFaults>("/leases/{leaseId}/faults", "GET", ["leaseId"])
