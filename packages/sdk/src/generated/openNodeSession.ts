// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Open one session of 24 h for all machines whose node keys signed the challenge. One wrong signature opens none. Codes: `node.challenge_unknown`, `node.unknown`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`. */
export const openNodeSession: EndpointCall<typeof nodeEndpoints.openNodeSession> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.openNodeSession>("/nodes/session", "POST", ["body"])
