// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Replaces the SSH keys and ports of a live lease, signed by its holder; open sessions of a removed key end. Most callers want `changeLeaseAccess`. Codes: see the document of the API. */
export const putLeaseAccess: EndpointCall<typeof leaseEndpoints.putLeaseAccess> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.putLeaseAccess>("/leases/{leaseId}/access", "PUT", {"leaseId":"leaseId","...":"body"})
