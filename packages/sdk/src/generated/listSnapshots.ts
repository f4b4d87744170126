// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest 200 snapshots of the signed-in account, newest first. */
export const listSnapshots: EndpointCall<typeof snapshotEndpoints.listSnapshots> = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.listSnapshots>("/snapshots", "GET")
