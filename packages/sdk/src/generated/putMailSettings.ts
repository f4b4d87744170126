// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Say where the account gets e-mail, and about what; a new address is sent a link to confirm it. Codes: `account.mail_off`, `account.mail_limited`. */
export const putMailSettings: EndpointCall<typeof mailEndpoints.putMailSettings> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.putMailSettings>("/account/mail", "PUT", ["body"])
