// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the signature of a validator for a credit, which removes time from the bill of a lease. The market sends it to the chain. Safe to repeat. Codes: `api.invalid_field`, `api.not_found`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `chain.rpc_unavailable`. */
export const postCredit: EndpointCall<typeof emissionEndpoints.postCredit> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postCredit>("/emission/credits", "POST", ["body"])
