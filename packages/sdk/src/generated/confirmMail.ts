// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Confirm an e-mail address with the token of its link, which works once. Codes: `account.mail_link_over`. */
export const confirmMail: EndpointCall<typeof mailEndpoints.confirmMail> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.confirmMail>("/mail/confirm", "POST", ["body.token"])
