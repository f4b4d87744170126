// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit a Merkle root with the signature of a validator. Safe to repeat; another root for the same subject and hour is refused and stored as evidence. Codes: `api.invalid_field`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postRoot: EndpointCall<typeof emissionEndpoints.postRoot> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postRoot>("/emission/roots", "POST", ["body"])
