// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the demand for models by the use that AI services settled today and yesterday (UTC), the highest first. */
export const getModelDemand: EndpointCall<typeof serviceEndpoints.getModelDemand> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getModelDemand>("/services/models/demand", "GET")
