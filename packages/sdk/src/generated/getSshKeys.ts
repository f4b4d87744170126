// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the SSH keys with which the signed-in account opens leases that are shared with it. */
export const getSshKeys: EndpointCall<typeof leaseShareEndpoints.getSshKeys> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.getSshKeys>("/account/ssh-keys", "GET")
