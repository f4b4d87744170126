// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** One session for all the nodes whose keys signed. Codes: `node.challenge_unknown`, `node.unknown`, `node.wrong_key`, `auth.signature_malformed`, `auth.signature_high_s`. */
export const openNodeSession = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.openNodeSession>("/nodes/session", "POST", ["body"])
