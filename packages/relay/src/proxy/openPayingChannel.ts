import { randomBytes } from 'node:crypto'
import type { Address, ServiceId } from '@infinitio/domain'
import { PayingChannel, type ServiceTerms } from '@infinitio/services'
import type { ChainChannel, LedgerAccess } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { ClientStore, ProxyKeys } from './clientStore.ts'

/** A channel of a program on this computer: its ledger, its service, its keys and the file of its state. */
type OwnChannel = {
  readonly ledger: Pick<LedgerAccess, 'domain'>
  readonly service: ServiceId
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly signatures: Signatures
  readonly store: ClientStore
}

const saltBytes = 16

/** Opens the paying side of a channel that stores its state in a file. It throws `RelayError`. */
export function openPayingChannel(
  { ledger, service, payer, keys, signatures, store }: OwnChannel,
  known: { readonly terms: ServiceTerms; readonly chain: ChainChannel },
): PayingChannel {
  const { key, channelKey } = keys
  const parts = { domain: ledger.domain, service, payer, key, channelKey, signatures, store }
  const salt = () => `0x${randomBytes(saltBytes).toString('hex')}` as const
  return new PayingChannel({ ...parts, salt, refuse: (code, detail) => new RelayError(code, detail) }, known)
}
