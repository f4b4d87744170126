import { BaseError, type Client, type Hex, keccak256 } from 'viem'
import { sendRawTransaction } from 'viem/actions'
import { txHash } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import type { SignedTransaction, UnsignedTransaction } from '../signers/signer.ts'

/**
 * What the chain node said about a signed transaction: `sent` (also when it knew it already), `nonceTooLow` (one with this nonce is mined),
 * `underpriced` (one with this nonce waits and pays no less), `insufficientGas` (the sender cannot pay).
 */
export type BroadcastOutcome = 'sent' | 'nonceTooLow' | 'underpriced' | 'insufficientGas'

/** Hands a signed transaction to the chain; safe to repeat. Throws when the chain does not answer or refuses for another reason. */
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

/** Nodes tell these apart by words alone. */
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

/** Signs an EIP-1559 transaction; sends nothing. The same plan gives the same bytes. */
export async function signTransaction({ privateKey, call, ...plan }: TransactionPlan): Promise<SignedTransaction> {
  const raw = await privateKeyToAccount(privateKey).signTransaction({ type: 'eip1559', ...plan, to: call.to, data: call.data })
  return { raw, hash: txHash(keccak256(raw)) }
}
