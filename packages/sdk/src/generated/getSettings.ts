// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { settingsEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** How the signed-in account reads the pages: language, zone, clock, currency and theme; null until it keeps any. */
export const getSettings: EndpointCall<typeof settingsEndpoints.getSettings> = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.getSettings>("/account/settings", "GET")
