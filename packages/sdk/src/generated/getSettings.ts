// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { settingsEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the display settings of the signed-in account: language, time zone, clock, currency and theme. `settings` is null if it stored none. */
export const getSettings: EndpointCall<typeof settingsEndpoints.getSettings> = /* @__PURE__ */ endpointCall<typeof settingsEndpoints.getSettings>("/account/settings", "GET")
