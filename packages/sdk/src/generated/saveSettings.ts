// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { settingsEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Keeps how the signed-in account reads the pages, in the place of what it kept before. Gives it back with the time of the change. */
export const saveSettings: EndpointCall<typeof settingsEndpoints.saveSettings> = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.saveSettings>("/account/settings", "PUT", ["body"])
