// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Rents in two steps. `step: draft` finds a machine and answers with the order to sign and the most it can cost; `step: signed` places that order. Nothing is charged before. Codes: see the document of the API. */
export const draftLease: EndpointCall<typeof leaseEndpoints.draftLease> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.draftLease>("/leases", "POST", ["body"])
