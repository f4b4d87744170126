import { type ContractCall, decodeContractError, gasLimit } from '@infinitio/chain'
import { type Address, type ErrorCode, type TxHash, txHash } from '@infinitio/domain'
import { BaseError, type Hex, InsufficientFundsError, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import { estimateGas, getBlockNumber, getTransactionReceipt } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from './askRpc.ts'
import type { ExitAccess } from './exitAccess.ts'

/**
 * Signs and sends a transaction with a key or a wallet, and returns its hash. Throws `wallet.rejected` if the user
 * declines.
 */
export type ExitSender = (call: ContractCall & { readonly gas: bigint }) => Promise<Hex>

/**
 * The sending account, its signer and a callback. `onSent` receives the transaction's hash at once. `leastGas` is the minimum gas, even if the estimate is
 * lower.
 */
export type CallSending = {
  readonly account: Address
  readonly send: ExitSender
  readonly onSent: (hash: TxHash) => void
  readonly leastGas?: bigint
}

/** The result of a call: mined in a block, rejected before sending (`txHash` null), or rejected in a block. */
export type CallOutcome =
  | { readonly done: true; readonly txHash: TxHash; readonly receipt: TransactionReceipt }
  | { readonly done: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

const pollMs = 500
const minedWithinPolls = 1_200

/**
 * Sends a call as a transaction. Waits until it is mined and the RPC node has that block. First simulates it on the pending block, so that a call that would
 * revert is never sent. Throws `chain.rpc_silent`, `chain.transaction_pending` after ten minutes, `wallet.insufficient_gas`, and the sender's errors.
 */
export async function sendContractCall(
  access: ExitAccess,
  call: ContractCall,
  { account, send, onSent, leastGas = 0n }: CallSending,
): Promise<CallOutcome> {
  const estimated = await tryContractCall(access, { account, call })
  if (typeof estimated !== 'bigint') return { done: false, txHash: null, code: estimated.code }
  const needed = estimated > leastGas ? estimated : leastGas
  const hash = txHash(await send({ ...call, gas: gasLimit(needed) }).catch(explained))
  onSent(hash)
  const receipt = await waitUntilMined(access, hash)
  if (receipt.status !== 'success') return { done: false, txHash: hash, code: 'chain.transaction_reverted' }
  return { done: true, txHash: hash, receipt }
}

/**
 * Simulates a call on the pending block. Returns its gas, or the error code if the contract rejects it. Throws `chain.rpc_silent`, `wallet.insufficient_gas`,
 * and viem's other errors.
 */
export async function tryContractCall(
  access: ExitAccess,
  { account, call }: { account: Address; call: ContractCall },
): Promise<bigint | { code: ErrorCode }> {
  try {
    return await askRpc(access, () => estimateGas(access.client, { account, to: call.to, data: call.data, blockTag: 'pending' }))
  } catch (error) {
    const refused = decodeContractError(error)
    if (refused !== null) return { code: refused.code }
    return explained(error)
  }
}

function explained(error: unknown): never {
  const isPoor = error instanceof BaseError && error.walk((cause) => cause instanceof InsufficientFundsError) !== null
  if (isPoor || (error instanceof Error && /insufficient funds/i.test(error.message))) {
    throw refusal('wallet.insufficient_gas', { detail: error instanceof BaseError ? error.shortMessage : '' })
  }
  throw error
}

async function waitUntilMined(access: ExitAccess, hash: TxHash): Promise<TransactionReceipt> {
  for (let poll = 0; poll < minedWithinPolls; poll += 1) {
    const receipt = await askRpc(access, () => getTransactionReceipt(access.client, { hash }).catch(noneYet))
    if (receipt !== null) {
      // Waits until the RPC node has this block. Behind a load balancer, another node that lags may answer.
      const head = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
      if (head >= receipt.blockNumber) return receipt
    }
    await access.sleep(pollMs)
  }
  throw refusal('chain.transaction_pending', { detail: hash })
}

function noneYet(error: unknown): null {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof TransactionReceiptNotFoundError) !== null) return null
  throw error
}
