// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { disputeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get a closed lease as validators attest it, with its Merkle proof to the newest attested root. Its holder needs both to open a dispute. Codes: `lease.unknown`, `lease.not_closed`, `chain.rpc_unavailable`. */
export const getClosedLease: EndpointCall<typeof disputeEndpoints.getClosedLease> = /* @__PURE__ */ endpointCall<typeof disputeEndpoints.getClosedLease>("/disputes/leases/{leaseId}", "GET", ["leaseId"])
