// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Sign in with an EIP-4361 message that the account or one of its session keys signed. The answer sets a cookie or has a bearer token; a session key gets only a token. Codes: see the document of the API. */
export const openSession: EndpointCall<typeof sessionEndpoints.openSession> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.openSession>("/session", "POST", ["body"])
