// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the GPU classes with their prices and free GPUs, and the regions. Codes: `api.not_ready`. */
export const getClasses: EndpointCall<typeof marketEndpoints.getClasses> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getClasses>("/classes", "GET")
