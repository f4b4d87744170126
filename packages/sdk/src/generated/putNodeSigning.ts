// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store which key signs the asks of each machine: the provider's wallet, the node key within a mandate, or none. Codes: `auth.forbidden`, `auth.signature_malformed`, `order.mandate_mismatch`, `order.mandate_outdated`, `chain.node_busy`, `chain.rpc_unavailable`. */
export const putNodeSigning: EndpointCall<typeof nodeEndpoints.putNodeSigning> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.putNodeSigning>("/nodes/signing", "PUT", ["body"])
