// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Revoke a share of a lease, or give up your own. Connections of the teammate close within about a second. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_teammate`, `lease.share_unknown`, `api.bad_address`. */
export const unshareLease: EndpointCall<typeof leaseShareEndpoints.unshareLease> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.unshareLease>("/leases/{leaseId}/shares/{account}", "DELETE", {"leaseId":"leaseId","account":"account"})
