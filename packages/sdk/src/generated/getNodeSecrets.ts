// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** The sealed secrets of a lease, for the agent of its machine. Codes: `lease.unknown`. */
export const getNodeSecrets = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeSecrets>("/nodes/leases/{leaseId}/secrets", "GET", ["leaseId"])
