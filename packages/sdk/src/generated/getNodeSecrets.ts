// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the encrypted secrets of a lease, for the agent of its machine. Codes: `lease.unknown`. */
export const getNodeSecrets: EndpointCall<typeof secretEndpoints.getNodeSecrets> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeSecrets>("/nodes/leases/{leaseId}/secrets", "GET", ["leaseId"])
