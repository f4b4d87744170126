// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Who is signed in; `session` is null when nobody is. */
export const getSession = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.getSession>("/session", "GET")
