// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the facts of all machines for an hour, with the signature of a validator for their Merkle root. Safe to repeat. Codes: `api.invalid_field`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `api.idempotency_conflict`, `chain.rpc_unavailable`. */
export const postMachines: EndpointCall<typeof emissionEndpoints.postMachines> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.postMachines>("/emission/machines", "POST", ["body"])
