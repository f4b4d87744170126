// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseShareEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Makes these OpenSSH lines, at most ten, the keys that open leases which are shared with this account; what a key opened that is gone is closed. Codes: `node.ssh_key_malformed`. */
export const putSshKeys: EndpointCall<typeof leaseShareEndpoints.putSshKeys> = /* @__PURE__ */ endpointCall<typeof leaseShareEndpoints.putSshKeys>("/account/ssh-keys", "PUT", ["body"])
