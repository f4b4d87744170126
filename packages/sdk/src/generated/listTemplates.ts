// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the templates that a lease can start with, and the container image that this market pins for each. */
export const listTemplates: EndpointCall<typeof marketEndpoints.listTemplates> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.listTemplates>("/templates", "GET")
