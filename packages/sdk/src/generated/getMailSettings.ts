// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Where the account gets e-mail, about what, and how far the confirmation of the address is. */
export const getMailSettings = /* @__PURE__ */ endpointCall<typeof mailEndpoints.getMailSettings>("/account/mail", "GET")
