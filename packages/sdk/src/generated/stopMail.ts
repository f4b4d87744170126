// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Stop all e-mail to an address with the token in one of its mails (RFC 8058). A wrong token gets the same answer and changes nothing. */
export const stopMail: EndpointCall<typeof mailEndpoints.stopMail> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.stopMail>("/mail/stop/{token}", "POST", ["token"])
