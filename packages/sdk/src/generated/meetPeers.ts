// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the signed addresses and the measured links of this session's leases in clusters. The answer has the other members of each cluster. Codes: `auth.forbidden`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`, `chain.rpc_unavailable`. */
export const meetPeers: EndpointCall<typeof nodeEndpoints.meetPeers> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.meetPeers>("/nodes/mesh", "POST", ["body"])
