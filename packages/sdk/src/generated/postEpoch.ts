// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the document of an emission epoch with the signature of a validator. A document of a published epoch needs no signature. Safe to repeat. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postEpoch: EndpointCall<typeof emissionEndpoints.postEpoch> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postEpoch>("/emission/board", "POST", ["body"])
