// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the e-mail address of the signed-in account, whether it is confirmed, and the kinds of notifications that it gets. */
export const getMailSettings: EndpointCall<typeof mailEndpoints.getMailSettings> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.getMailSettings>("/account/mail", "GET")
