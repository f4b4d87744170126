// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the statements of a slot of GPU proofs with a validator’s signature under their root. Codes: `api.invalid_field`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postSlotStatements: EndpointCall<typeof emissionEndpoints.postSlotStatements> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postSlotStatements>("/emission/proofs", "POST", ["body"])
