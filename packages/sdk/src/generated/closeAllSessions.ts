// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Sign out everywhere. */
export const closeAllSessions = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.closeAllSessions>("/session/all", "DELETE")
