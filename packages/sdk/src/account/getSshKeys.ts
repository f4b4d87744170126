import type { AccountSshKeysWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The SSH keys that open leases which are shared with this account. */
export function getSshKeys(transport: Transport): Promise<AccountSshKeysWire> {
  return transport.send<AccountSshKeysWire>({ method: 'GET', path: '/account/ssh-keys' })
}
