import { type Address, txHash } from '@infinitio/domain'
import { type Hex, keccak256, numberToHex, recoverAddress, type TransactionSerializableEIP1559 } from 'viem'
import { serializeTransaction } from 'viem/utils'
import type { SignedTransaction } from './signer.ts'
import { SignerAwayError } from './SignerAwayError.ts'

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/**
 * Puts a signature from outside (r and s, 64 bytes; a 65th byte is not looked at) into our own bytes of the transaction. The parity is
 * found by recovering the signer, and a high s is turned into the low one that chains ask for, since key services know neither.
 * Throws SignerAwayError when it is not `address` that signed.
 */
export async function assembleSigned(
  transaction: TransactionSerializableEIP1559,
  { address, signature }: { address: Address; signature: string },
): Promise<SignedTransaction> {
  const parts = /^0x([0-9a-fA-F]{64})([0-9a-fA-F]{64})([0-9a-fA-F]{2})?$/.exec(signature)
  if (parts === null) throw new SignerAwayError('the signer gave no signature of 64 or 65 bytes')
  const r: Hex = `0x${parts[1]}`
  const givenS = BigInt(`0x${parts[2]}`)
  const s = numberToHex(givenS > curveOrder / 2n ? curveOrder - givenS : givenS, { size: 32 })
  const hash = keccak256(serializeTransaction(transaction))
  for (const yParity of [0, 1] as const) {
    const signer = await recoverAddress({ hash, signature: { r, s, yParity } }).catch(() => null)
    if (signer?.toLowerCase() !== address) continue
    const raw = serializeTransaction(transaction, { r, s, yParity })
    return { raw, hash: txHash(keccak256(raw)) }
  }
  throw new SignerAwayError(`the signer gave a signature that is not of ${address}`)
}
