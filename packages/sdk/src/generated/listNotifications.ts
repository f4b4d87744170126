// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { notificationEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the notifications of the signed-in account, newest first, with the number of all unread ones. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`. */
export const listNotifications: EndpointCall<typeof notificationEndpoints.listNotifications> = /* @__PURE__ */ endpointCall<typeof notificationEndpoints.listNotifications>("/account/notifications", "GET", ["query"])
