// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the record of a commercial model that the signed-in account signed. Safe to repeat. */
export const deleteModelRecord: EndpointCall<typeof modelEndpoints.deleteModelRecord> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.deleteModelRecord>("/govern/models/{id}/record", "DELETE", ["id"])
