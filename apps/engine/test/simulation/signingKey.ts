import type { Signer } from '@infinitio/chain/node'
import { type Address, txHash } from '@infinitio/domain'
import { type Hex, keccak256, pad, parseTransaction, serializeTransaction, slice } from 'viem'

/** Signs transactions of the simulation by adding the sender's address instead of a real signature. The same transaction always gives the same bytes. */
export function signingKey(address: Address): Signer {
  return {
    address,
    async sign({ call, ...transaction }) {
      const unsigned = { type: 'eip1559', ...transaction, to: call.to, data: call.data } as const
      const signature = { r: pad(address, { size: 32 }), s: keccak256(serializeTransaction(unsigned)), yParity: 0 }
      const raw = serializeTransaction(unsigned, signature)
      return { raw, hash: txHash(keccak256(raw)) }
    },
  }
}

/** Returns the address that `signingKey` put in place of a transaction's signature. */
export function signedBy(raw: Hex): string {
  const { r } = parseTransaction(raw)
  if (r === undefined) throw new Error('the transaction is not signed')
  return slice(pad(r, { size: 32 }), 12)
}
