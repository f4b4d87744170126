// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the public keys of a machine on the chain: its SSH host key, and the key to encrypt secrets with. Codes: `node.unknown`. */
export const getNodeKeys: EndpointCall<typeof secretEndpoints.getNodeKeys> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.getNodeKeys>("/nodes/{nodeId}/keys", "GET", ["nodeId"])
