// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create a nonce for one sign-in within five minutes, and get the values and the statement that the signed message must contain. Codes: `chain.rpc_unavailable`. */
export const createSessionNonce: EndpointCall<typeof sessionEndpoints.createSessionNonce> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.createSessionNonce>("/session/nonce", "POST")
