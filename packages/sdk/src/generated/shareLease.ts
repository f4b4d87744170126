// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Shares a live lease with a teammate's wallet: `watch` reads it, its metrics and its log, `use` has shell, SSH (by the keys that account keeps) and ports as well. Off chain; money stays with its holder. Codes: see the document of the API. */
export const shareLease: EndpointCall<typeof leaseShareEndpoints.shareLease> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.shareLease>("/leases/{leaseId}/shares", "POST", {"leaseId":"leaseId","...":"body"})
