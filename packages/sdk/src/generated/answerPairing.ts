// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send the answer of the machine to the wallet that claimed the link: it accepts the wallet, or ends the link. Signed by the node key. Safe to repeat. Codes: see the document of the API. */
export const answerPairing: EndpointCall<typeof pairingEndpoints.answerPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.answerPairing>("/pairings/{pairingId}/answer", "POST", ["pairingId","body"])
