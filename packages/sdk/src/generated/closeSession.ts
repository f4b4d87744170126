// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Sign out: end the session of this request, or revoke its API token. Safe to repeat. */
export const closeSession: EndpointCall<typeof sessionEndpoints.closeSession> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.closeSession>("/session", "DELETE")
