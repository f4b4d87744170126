// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { snapshotEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Snapshots of the signed-in account, newest first. */
export const listSnapshots = /* @__PURE__ */ endpointCall<typeof snapshotEndpoints.listSnapshots>("/snapshots", "GET")
