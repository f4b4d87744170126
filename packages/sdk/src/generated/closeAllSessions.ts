// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Sign out everywhere: end all sessions of the signed-in account and revoke all its API tokens. */
export const closeAllSessions: EndpointCall<typeof sessionEndpoints.closeAllSessions> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.closeAllSessions>("/session/all", "DELETE")
