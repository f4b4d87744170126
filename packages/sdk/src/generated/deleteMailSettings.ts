// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the e-mail address of the signed-in account. No error if there is none. */
export const deleteMailSettings: EndpointCall<typeof mailEndpoints.deleteMailSettings> = /* @__PURE__ */ endpointCall<typeof mailEndpoints.deleteMailSettings>("/account/mail", "DELETE")
