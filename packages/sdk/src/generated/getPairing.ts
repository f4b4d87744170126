// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** What machine and browser exchange to pair; both check it. Codes: `node.pairing_unknown`, `node.pairing_expired`. */
export const getPairing = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.getPairing>("/pairings/{pairingId}", "GET", ["pairingId"])
