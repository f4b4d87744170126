// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get everything that the machine and the browser of a pairing link exchange. Both must check it. Codes: `node.pairing_unknown`, `node.pairing_expired`, `node.pairing_refused`. */
export const getPairing: EndpointCall<typeof pairingEndpoints.getPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.getPairing>("/pairings/{pairingId}", "GET", ["pairingId"])
