// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { mailEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Delete the e-mail address; no error where there is none. */
export const deleteMailSettings = /* @__PURE__ */ endpointCall<typeof mailEndpoints.deleteMailSettings>("/account/mail", "DELETE")
