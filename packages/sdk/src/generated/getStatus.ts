// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the state of each part of the deployment, with the numbers of its metrics. */
export const getStatus: EndpointCall<typeof marketEndpoints.getStatus> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getStatus>("/status", "GET")
