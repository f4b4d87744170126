import { address, type Address, isAddress, txHash } from '@infinitio/domain'
import { type Hex, keccak256, numberToHex, recoverAddress, type TransactionSerializableEIP1559 } from 'viem'
import { serializeTransaction } from 'viem/utils'
import type { SignedTransaction, Signer, UnsignedTransaction } from './signer.ts'
import { SignerAwayError, SignerRequests } from './SignerRequests.ts'
import type { SignerPlace } from './signerLine.ts'

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** A signer outside this process: a Signer for each of its addresses. */
export type ConnectedSigner = { readonly signers: readonly Signer[]; readonly close: () => void }

/**
 * Connects to an external signer: a program that signs with its keys but never reveals them (protocol: docs/guides/sender-keys.md). If the connection breaks,
 * the next request opens a new one. Throws SignerAwayError if the signer does not answer or has no address.
 */
export async function connectSigner(place: SignerPlace): Promise<ConnectedSigner> {
  const line = new SignerRequests(place)
  try {
    const addresses = addressesOf(await line.ask({ method: 'addresses' }))
    return { signers: addresses.map((one) => signerOver(line, one)), close: () => line.close() }
  } catch (error) {
    line.close()
    throw error
  }
}

function signerOver(line: SignerRequests, signer: Address): Signer {
  return { address: signer, sign: (transaction) => signOver(line, { signer, transaction }) }
}

async function signOver(
  line: SignerRequests,
  { signer, transaction }: { signer: Address; transaction: UnsignedTransaction },
): Promise<SignedTransaction> {
  const { chainId, nonce, gas, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const { to, data } = transaction.call
  const whole: TransactionSerializableEIP1559 = { type: 'eip1559', chainId, nonce, to, data, gas, maxFeePerGas, maxPriorityFeePerGas }
  const told = {
    ...{ type: 'eip1559', chainId, nonce, to, data, value: '0x0', gas: numberToHex(gas) },
    ...{ maxFeePerGas: numberToHex(maxFeePerGas), maxPriorityFeePerGas: numberToHex(maxPriorityFeePerGas) },
  }
  const digest = keccak256(serializeTransaction(whole))
  const { signature } = await line.ask({ method: 'sign', address: signer, digest, transaction: told })
  if (typeof signature !== 'string') throw new SignerAwayError('the signer gave no signature')
  return assembleSigned(whole, { address: signer, signature })
}

function addressesOf({ addresses }: Record<string, unknown>): Address[] {
  if (!Array.isArray(addresses) || addresses.length === 0) throw new SignerAwayError('the signer names no address')
  return addresses.map((one: unknown) => {
    const lower = typeof one === 'string' ? one.toLowerCase() : ''
    if (!isAddress(lower)) throw new SignerAwayError('the signer names something that is not an address')
    return address(lower)
  })
}

/**
 * Adds the signature of an external signer to the bytes of a transaction that this program encoded. `signature` is r and s (64 bytes); a 65th byte is ignored.
 * Signing services return no parity, so this finds the parity by recovering the signer's address. It also replaces a high s by the low one, because the chain
 * accepts only a low s. Throws SignerAwayError when the recovered signer is not `address`.
 */
async function assembleSigned(
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
