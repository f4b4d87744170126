// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the e-mail address of the signed-in account and the kinds of notifications that it gets. An address that is not confirmed gets a link to confirm it. Codes: `account.mail_off`, `account.mail_limited`. */
export const putMailSettings: EndpointCall<typeof mailEndpoints.putMailSettings> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.putMailSettings>("/account/mail", "PUT", ["body"])
