// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Opens a session with a signed EIP-4361 message. `auth.*` codes say what is wrong with it. Codes: see the document of the API. */
export const openSession: EndpointCall<typeof sessionEndpoints.openSession> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.openSession>("/session", "POST", ["body"])
