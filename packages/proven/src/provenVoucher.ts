import {
  type AssetUnits,
  type ChannelFacts,
  type Hex32,
  keccak256Hex,
  type LedgerAsset,
  ledgerAssets,
  ledgerSeparator,
  type LedgerSigningDomain,
} from '@infinitio/domain'
import { hexToBytes } from '@noble/curves/abstract/utils'
import { poseidon8 } from 'poseidon-lite/poseidon8'
import { halvesOf, hexOfElement } from './field.ts'

/** A voucher of a key on BabyJubJub: the fields that its key signs besides those of its channel. */
export type ProvenVoucher = { readonly serial: number; readonly seq: number; readonly spent: AssetUnits; readonly trace: Hex32 }

/** Returns the number that binds a voucher to its chain, ledger and asset. Calculates the same as `ServiceLedger.provenDomainOf`. */
export function provenDomainOf(domain: LedgerSigningDomain, asset: LedgerAsset): bigint {
  const word = ledgerAssets.indexOf(asset).toString(16).padStart(64, '0')
  return BigInt(keccak256Hex(hexToBytes(ledgerSeparator(domain).slice(2) + word))) >> 8n
}

/**
 * Returns the Poseidon hash that a key on BabyJubJub signs for a voucher (a limit of what all requests of a channel may cost), as 32 bytes. The circuit
 * `packages/proven/circuits/provenRows.circom` calculates the same.
 */
export function hashProvenVoucher(
  { serial, seq, spent, trace }: ProvenVoucher,
  { payer, service, asset }: Pick<ChannelFacts, 'payer' | 'service' | 'asset'>,
  domain: LedgerSigningDomain,
): Hex32 {
  const words = [provenDomainOf(domain, asset), BigInt(service), BigInt(payer), BigInt(serial), BigInt(seq), spent, ...halvesOf(trace)]
  return hexOfElement(poseidon8(words))
}
