// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { pairingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send the mandate (the permission to sign asks) that the signed-in account signed for the machine of the pairing link that it claimed. Codes: `node.pairing_unknown`, `node.pairing_expired`, `node.pairing_refused`, `node.pairing_used`, `node.pairing_changed`, `order.mandate_mismatch`. */
export const sendPairedPermission: EndpointCall<typeof pairingEndpoints.sendPairedPermission> = /* @__PURE__ */ endpointCall<typeof pairingEndpoints.sendPairedPermission>("/pairings/{pairingId}/permission", "POST", ["pairingId","body"])
