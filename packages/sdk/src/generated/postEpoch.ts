// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hand in an epoch with a validator’s signature, or the leaves of a published one. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postEpoch: EndpointCall<typeof emissionEndpoints.postEpoch> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postEpoch>("/emission/board", "POST", ["body"])
