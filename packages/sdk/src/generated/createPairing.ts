// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Open a pairing link for a machine, signed by its node key. An earlier link of the same node key ends. Codes: see the document of the API. */
export const createPairing: EndpointCall<typeof pairingEndpoints.createPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.createPairing>("/pairings", "POST", ["body"])
