// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Where the account gets e-mail, about what, and how far the confirmation of the address is. */
export const getMailSettings: EndpointCall<typeof mailEndpoints.getMailSettings> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.getMailSettings>("/account/mail", "GET")
