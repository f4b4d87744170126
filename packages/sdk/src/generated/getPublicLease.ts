// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one lease as the chain shows it to everyone, without its workload. Codes: `lease.unknown`. */
export const getPublicLease: EndpointCall<typeof explorerEndpoints.getPublicLease> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getPublicLease>("/explorer/leases/{leaseId}", "GET", ["leaseId"])
