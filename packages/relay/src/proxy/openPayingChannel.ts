import { randomBytes } from 'node:crypto'
import type { Address, AssetUnits, ServiceId } from '@infinitio/domain'
import { PayingChannel, type ServiceTerms } from '@infinitio/services'
import type { ChainChannel, LedgerAccess } from '../ledger/ledgerAccess.ts'
import { provenScheme } from '../proven/provenScheme.ts'
import { RelayError } from '../relayError.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import type { ClientStore, ProxyKeys } from './clientStore.ts'

/** The payment channel that a program on this computer uses: its ledger, its service, its keys and the file that stores its state. */
type OwnChannel = {
  readonly ledger: Pick<LedgerAccess, 'domain'>
  readonly service: ServiceId
  readonly payer: Address
  readonly keys: ProxyKeys
  readonly signatures: Signatures
  readonly store: ClientStore
}

const saltBytes = 16

/** Opens the payer's side of a payment channel, which pays in G if a rate is given. The channel stores its state in a file, and its errors become `RelayError`. */
export function openPayingChannel(
  { ledger, service, payer, keys, signatures, store }: OwnChannel,
  known: { readonly terms: ServiceTerms; readonly chain: ChainChannel; readonly rate?: AssetUnits | undefined },
): PayingChannel {
  const { key, curve, channelKey } = keys
  const scheme = curve === 'secp256k1' ? {} : { scheme: provenScheme }
  const parts = { domain: ledger.domain, service, payer, key, channelKey, signatures, store, ...scheme }
  const salt = () => `0x${randomBytes(saltBytes).toString('hex')}` as const
  return new PayingChannel({ ...parts, salt, hashBody: hashOfBody, refuse: (code, detail) => new RelayError(code, detail) }, known)
}
