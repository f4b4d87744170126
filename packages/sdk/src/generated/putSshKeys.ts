// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Replace the SSH keys, at most ten, with which the signed-in account opens leases that are shared with it. Connections of removed keys close. Codes: `node.ssh_key_malformed`. */
export const putSshKeys: EndpointCall<typeof leaseShareEndpoints.putSshKeys> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.putSshKeys>("/account/ssh-keys", "PUT", ["body"])
