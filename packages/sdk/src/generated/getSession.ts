// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the session of this request. `session` is null if nobody is signed in. */
export const getSession: EndpointCall<typeof sessionEndpoints.getSession> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.getSession>("/session", "GET")
