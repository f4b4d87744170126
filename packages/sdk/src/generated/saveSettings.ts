// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { settingsEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the display settings of the signed-in account, in place of earlier ones. The answer has the time of the change. */
export const saveSettings: EndpointCall<typeof settingsEndpoints.saveSettings> = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.saveSettings>("/account/settings", "PUT", ["body"])
