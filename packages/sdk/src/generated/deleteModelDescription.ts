// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the description of a commercial model that the signed-in account wrote. Safe to repeat. */
export const deleteModelDescription: EndpointCall<typeof modelEndpoints.deleteModelDescription> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.deleteModelDescription>("/govern/models/{id}/description", "DELETE", ["id"])
