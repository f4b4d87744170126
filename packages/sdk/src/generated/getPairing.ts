// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What machine and browser exchange to pair; both check it. Codes: `node.pairing_unknown`, `node.pairing_expired`. */
export const getPairing: EndpointCall<typeof pairingEndpoints.getPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.getPairing>("/pairings/{pairingId}", "GET", ["pairingId"])
