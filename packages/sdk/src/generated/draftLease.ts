// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Rent a machine in two steps: `step: draft` finds one and returns the order to sign and the highest cost; `step: signed` places that order. A draft costs nothing. Codes: see the document of the API. */
export const draftLease: EndpointCall<typeof leaseEndpoints.draftLease> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.draftLease>("/leases", "POST", ["body"])
