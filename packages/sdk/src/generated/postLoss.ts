// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the signature of a validator for the loss of a lease. The market sends it to the chain. Safe to repeat. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `chain.rpc_unavailable`. */
export const postLoss: EndpointCall<typeof emissionEndpoints.postLoss> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postLoss>("/emission/losses", "POST", ["body"])
