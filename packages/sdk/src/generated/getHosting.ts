// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { hostingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the hosting programmes of a model: their sponsors and daily amounts, and what the last days paid to the hosts. Codes: `api.invalid_field`, `chain.rpc_unavailable`. */
export const getHosting: EndpointCall<typeof hostingEndpoints.getHosting> = /* @__PURE__ */ endpointCall<typeof hostingEndpoints.getHosting>("/hosting", "GET", ["query"])
