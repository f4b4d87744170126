// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Claim a pairing link for the signed-in account. Only the first browser can claim it. Codes: `node.pairing_unknown`, `node.pairing_expired`, `node.pairing_refused`, `node.pairing_used`, `node.pairing_wrong_secret`. */
export const claimPairing: EndpointCall<typeof pairingEndpoints.claimPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.claimPairing>("/pairings/{pairingId}/claim", "POST", ["pairingId","body"])
