// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the document of an emission epoch: what each provider earned, and the inputs from which anyone can recalculate it. Codes: `api.invalid_field`, `api.not_found`. */
export const getEpochDocument: EndpointCall<typeof emissionEndpoints.getEpochDocument> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEpochDocument>("/emission/documents/{statement}", "GET", ["statement"])
