// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Replace the SSH keys and ports of a live lease; its holder signs the change. Open sessions of a removed key end. In the SDK, call `changeLeaseAccess` instead. Codes: see the document of the API. */
export const putLeaseAccess: EndpointCall<typeof leaseEndpoints.putLeaseAccess> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.putLeaseAccess>("/leases/{leaseId}/access", "PUT", {"leaseId":"leaseId","...":"body"})
