// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the record of a commercial model (weights, tokenizer, licence, royalty), in place of an earlier one. The wallet of the owner must have signed it within the last ten minutes. Codes: `api.invalid_field`, `api.not_found`, `auth.forbidden`, `chain.rpc_unavailable`. */
export const putModelRecord: EndpointCall<typeof modelEndpoints.putModelRecord> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.putModelRecord>("/govern/models/{id}/record", "PUT", ["id","body"])
