// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hands in what these nodes sign for the clusters of their leases, and answers with the other members. Codes: `auth.forbidden`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`, `chain.rpc_unavailable`. */
export const meetPeers: EndpointCall<typeof nodeEndpoints.meetPeers> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.meetPeers>("/nodes/mesh", "POST", ["body"])
