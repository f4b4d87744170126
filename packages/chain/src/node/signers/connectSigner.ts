import { type Address, address, isAddress } from '@infinitio/domain'
import { keccak256, numberToHex, type TransactionSerializableEIP1559 } from 'viem'
import { serializeTransaction } from 'viem/utils'
import { assembleSigned } from './assembleSigned.ts'
import type { SignedTransaction, Signer, UnsignedTransaction } from './signer.ts'
import { SignerAwayError } from './SignerAwayError.ts'
import { SignerRequests } from './SignerRequests.ts'
import type { SignerPlace } from './signerLine.ts'

/** A signer outside this process: the addresses it signs for, each as a Signer of ours. */
export type ConnectedSigner = { readonly signers: readonly Signer[]; readonly close: () => void }

/**
 * Connects to a signer that keeps its keys to itself (docs/guides/operator-keys.md has the protocol). A line that breaks is opened
 * again by the next request. Throws SignerAwayError when it does not answer or names no address.
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
