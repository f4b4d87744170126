// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the last 20 attempts to send e-mail to the signed-in account, newest first. */
export const listMailAttempts: EndpointCall<typeof mailEndpoints.listMailAttempts> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.listMailAttempts>("/account/mail/attempts", "GET")
