// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A fresh single-use nonce and the words to sign in with. Codes: `chain.rpc_unavailable`. */
export const createSessionNonce: EndpointCall<typeof sessionEndpoints.createSessionNonce> = /* @__PURE__ */ endpointCall<typeof sessionEndpoints.createSessionNonce>("/session/nonce", "POST")
