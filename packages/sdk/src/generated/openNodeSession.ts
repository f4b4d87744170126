// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One session for all the nodes whose keys signed. Codes: `node.challenge_unknown`, `node.unknown`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`. */
export const openNodeSession: EndpointCall<typeof nodeEndpoints.openNodeSession> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.openNodeSession>("/nodes/session", "POST", ["body"])
