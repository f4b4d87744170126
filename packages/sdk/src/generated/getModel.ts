// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { modelEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one commercial model: its price, its payee, its description, its record, and its latest 100 payments. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getModel: EndpointCall<typeof modelEndpoints.getModel> = /* @__PURE__ */ endpointCall<typeof modelEndpoints.getModel>("/govern/models/{id}", "GET", ["id"])
