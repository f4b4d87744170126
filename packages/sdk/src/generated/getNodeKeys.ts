// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A machine's keys on the chain: of SSH, and to seal secrets to. Codes: `node.unknown`. */
export const getNodeKeys: EndpointCall<typeof secretEndpoints.getNodeKeys> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeKeys>("/nodes/{nodeId}/keys", "GET", ["nodeId"])
