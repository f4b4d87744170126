// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The SSH keys that open leases which are shared with you. */
export const getSshKeys: EndpointCall<typeof leaseShareEndpoints.getSshKeys> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.getSshKeys>("/account/ssh-keys", "GET")
