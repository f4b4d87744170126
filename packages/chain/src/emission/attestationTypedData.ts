import { type Address, type Hex32, isHex32 } from '@infinitio/domain'
import type { Hex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'

/**
 * The data that a validator signs: a Merkle root for a subject (topic of statements) and an hour (Unix time ÷ 3,600), and the hash of the validator set.
 * `subject` is ASCII, or 32 bytes.
 */
export type NamedRoot = { readonly setHash: Hex; readonly subject: string; readonly epoch: bigint; readonly root: Hex32 }

const types = {
  Attestation: [
    { name: 'setHash', type: 'bytes32' },
    { name: 'subject', type: 'bytes32' },
    { name: 'epoch', type: 'uint64' },
    { name: 'root', type: 'bytes32' },
  ],
} as const

/** The EIP-712 data of an attestation (a validator's signature of a Merkle root), for the Attestations contract of one chain. */
export function attestationTypedData({ subject, ...root }: NamedRoot, { chainId, attestations }: { chainId: number; attestations: Address }) {
  const domain = { name: 'Infinitio Attestations', version: '1', chainId, verifyingContract: attestations } as const
  return { domain, types, primaryType: 'Attestation', message: { ...root, subject: isHex32(subject) ? subject : nameKey(subject) } } as const
}
