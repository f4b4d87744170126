// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { carbonEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one proof of green energy: its source, period and machines, its auditors with their answers, and each step. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getCarbon: EndpointCall<typeof carbonEndpoints.getCarbon> = /* @__PURE__ */ endpointCall<typeof carbonEndpoints.getCarbon>("/govern/carbon/{id}", "GET", ["id"])
