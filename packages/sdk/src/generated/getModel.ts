// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** One model: its price, its payee, and its latest payments. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getModel = /* @__PURE__ */ endpointCall<typeof modelEndpoints.getModel>("/govern/models/{id}", "GET", ["id"])
