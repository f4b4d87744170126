// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create a challenge for node keys to sign. It works once, within two minutes. */
export const createNodeChallenge: EndpointCall<typeof nodeEndpoints.createNodeChallenge> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.createNodeChallenge>("/nodes/challenge", "POST")
