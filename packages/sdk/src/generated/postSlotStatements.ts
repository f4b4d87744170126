// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the results of all GPUs in a proof slot, with the signature of a validator for their Merkle root. Safe to repeat. Codes: `api.invalid_field`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postSlotStatements: EndpointCall<typeof emissionEndpoints.postSlotStatements> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postSlotStatements>("/emission/proofs", "POST", ["body"])
