// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Reveal the nonce that the machine committed to, after the claim of its link. Safe to repeat. Codes: `node.pairing_unknown`, `node.pairing_expired`, `node.pairing_refused`, `node.pairing_changed`. */
export const revealPairing: EndpointCall<typeof pairingEndpoints.revealPairing> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.revealPairing>("/pairings/{pairingId}/reveal", "POST", ["pairingId","body.machineNonce"])
