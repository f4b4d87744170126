// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionKeyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create a token that reads data and prepares transactions with the rights of a session key. It is shown only once. A session key creates tokens only for itself. Codes: `auth.forbidden`, `api.bad_address`, `auth.session_key_expired`, `auth.session_key_revoked`, `auth.tokens_limit`. */
export const createApiToken: EndpointCall<typeof sessionKeyEndpoints.createApiToken> = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.createApiToken>("/session-keys/{key}/tokens", "POST", {"key":"key","name":"body.name"})
