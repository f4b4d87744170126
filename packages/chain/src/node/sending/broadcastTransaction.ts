import { BaseError, type Client, type Hex, keccak256 } from 'viem'
import { sendRawTransaction } from 'viem/actions'
import { txHash } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import type { SignedTransaction, UnsignedTransaction } from '../signers/signer.ts'

/**
 * The chain node's answer to a signed transaction:
 * - `sent`: the node accepted the transaction, or already had it.
 * - `nonceTooLow`: a transaction of the sender with this nonce is mined. It may be this transaction or another one.
 * - `underpriced`: the transaction's fee is too low for the node, or too low to replace a waiting transaction with this nonce.
 * - `insufficientGas`: the sender cannot pay for the transaction.
 */
export type BroadcastOutcome = 'sent' | 'nonceTooLow' | 'underpriced' | 'insufficientGas'

/** Sends a signed transaction to the chain. It may be repeated. Throws if the chain does not answer or refuses the transaction for another reason. */
export async function broadcastTransaction(client: Client, raw: Hex): Promise<BroadcastOutcome> {
  try {
    await sendRawTransaction(client, { serializedTransaction: raw })
    return 'sent'
  } catch (error) {
    const outcome = error instanceof BaseError ? outcomeOf(detailsOf(error)) : null
    if (outcome === null) throw error
    return outcome
  }
}

/**
 * Returns the outcome that an error of a chain node means. Chain nodes distinguish these outcomes only by the text of their errors. Returns null for any
 * other error.
 */
function outcomeOf(details: string): BroadcastOutcome | null {
  if (/already (known|imported)|known transaction/i.test(details)) return 'sent'
  if (/nonce too low/i.test(details)) return 'nonceTooLow'
  if (/underpriced/i.test(details)) return 'underpriced'
  if (/insufficient funds/i.test(details)) return 'insufficientGas'
  return null
}

function detailsOf(error: BaseError): string {
  const parts: string[] = []
  error.walk((cause) => {
    if (cause instanceof Error) parts.push(cause.message)
    return false
  })
  return parts.join('\n')
}

/** A transaction and the key that signs it. */
export type TransactionPlan = UnsignedTransaction & { readonly privateKey: Hex }

/** Signs an EIP-1559 transaction without sending it. The same plan gives the same bytes. */
export async function signTransaction({ privateKey, call, ...plan }: TransactionPlan): Promise<SignedTransaction> {
  const raw = await privateKeyToAccount(privateKey).signTransaction({ type: 'eip1559', ...plan, to: call.to, data: call.data })
  return { raw, hash: txHash(keccak256(raw)) }
}
