// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Share a live lease with a teammate's wallet: `watch` reads the lease, its metrics and its log; `use` also opens shell, SSH (with the keys of that account) and ports. Money stays with the holder. Codes: see the document of the API. */
export const shareLease: EndpointCall<typeof leaseShareEndpoints.shareLease> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.shareLease>("/leases/{leaseId}/shares", "POST", {"leaseId":"leaseId","...":"body"})
