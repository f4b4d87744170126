import { type Address, address, type Hex32 } from '@infinitio/domain'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** The data that a validator's key signs: a Merkle root for a subject (topic of statements) and an hour, and the hash of the validator set. */
export type RootToSign = { readonly setHash: Hex; readonly subject: Hex32; readonly epoch: bigint; readonly root: Hex32 }

/** The key of a validator that only signs roots: it sends no transactions and needs no coins. */
export type Attestor = {
  readonly address: Address
  /** Signs for the Attestations contract of one chain. */
  sign(root: RootToSign, at: { chainId: number; attestations: Address }): Promise<Hex>
}

const types = {
  Attestation: [
    { name: 'setHash', type: 'bytes32' },
    { name: 'subject', type: 'bytes32' },
    { name: 'epoch', type: 'uint64' },
    { name: 'root', type: 'bytes32' },
  ],
} as const

/** Makes an attestor (a signer of validators' statements) from a private key. */
export function keyAttestor(privateKey: Hex): Attestor {
  const account = privateKeyToAccount(privateKey)
  return {
    address: address(account.address.toLowerCase()),
    sign: (message, { chainId, attestations }) => {
      const domain = { name: 'Infinitio Attestations', version: '1', chainId, verifyingContract: attestations }
      return account.signTypedData({ domain, types, primaryType: 'Attestation', message })
    },
  }
}
