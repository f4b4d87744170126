// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionKeyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Revoke a token of a session key at once. `DELETE /session` with the token does the same. Codes: `auth.forbidden`, `api.bad_address`, `auth.token_unknown`. */
export const revokeApiToken: EndpointCall<typeof sessionKeyEndpoints.revokeApiToken> = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.revokeApiToken>("/session-keys/{key}/tokens/{tokenId}", "DELETE", {"key":"key","tokenId":"tokenId"})
