// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { notificationEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Mark a notification of the signed-in account as read, and with `andOlder` all older ones. Safe to repeat. */
export const markNotificationsRead: EndpointCall<typeof notificationEndpoints.markNotificationsRead> = /* @__PURE__ */ endpointCall<typeof notificationEndpoints.markNotificationsRead>("/account/notifications/read", "POST", ["body"])
