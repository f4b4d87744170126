// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { notificationEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What the signed-in account was told, newest first, 50 at a time unless `limit` says otherwise (100 at most), and how many of all are unread. */
export const listNotifications: EndpointCall<typeof notificationEndpoints.listNotifications> = /* @__PURE__ */ endpointCall<typeof notificationEndpoints.listNotifications>("/account/notifications", "GET", ["query"])
