// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Extend a running lease at the same price in two steps: `step: draft` returns the message to sign and the amount that it locks; `step: signed` sends it to the chain. Codes: see the document of the API. */
export const draftExtend: EndpointCall<typeof leaseEndpoints.draftExtend> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.draftExtend>("/leases/{leaseId}/extend", "POST", {"leaseId":"leaseId","body":"body"})
