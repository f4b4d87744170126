import type { AccountSshKeysWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Makes these OpenSSH lines, at most ten, the keys that open leases which are shared with this account; what a key opened that is gone is closed. Rejects with `node.ssh_key_malformed`. */
export function putSshKeys(transport: Transport, { sshKeys }: AccountSshKeysWire): Promise<AccountSshKeysWire> {
  return transport.send<AccountSshKeysWire>({ method: 'PUT', path: '/account/ssh-keys', body: { sshKeys } })
}
