import { type ContractCall, directoryAbi, gasLimit, revertDataOf } from '@infinitio/chain'
import { broadcastTransaction, createChainClient, readSender, type Signer } from '@infinitio/chain/node'
import { decodeErrorResult, type Hex } from 'viem'

const minedWithinMs = 120_000

/** Sends one call and waits until it is mined. Throws if it reverts, or if the chain does not accept it. */
export async function sendAsOwner(signer: Signer, { call, rpcUrl }: { call: ContractCall; rpcUrl: string }): Promise<string[]> {
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const { chainId, pendingNonce, maxFeePerGas, maxPriorityFeePerGas } = await readSender(client, signer.address)
  const gas = await estimate()
  const fees = { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas }
  const { raw, hash } = await signer.sign({ chainId, nonce: pendingNonce, call, gas: gasLimit(gas), ...fees })
  const outcome = await broadcastTransaction(client, raw)
  if (outcome !== 'sent') throw new Error(`the chain does not take the call: ${outcome}`)
  const { status, blockNumber } = await client.waitForTransactionReceipt({ hash, timeout: minedWithinMs })
  if (status !== 'success') throw new Error(`the call reverted in transaction ${hash}`)
  return [`mined in block ${blockNumber}: ${hash}`]

  async function estimate(): Promise<bigint> {
    try {
      return await client.estimateGas({ account: signer.address, to: call.to, data: call.data })
    } catch (error) {
      const refusal = directoryRefusal(error)
      throw refusal === null ? error : new Error(refusal)
    }
  }
}

/** Explains why the Directory contract rejected a call. Returns null for any other error. */
function directoryRefusal(error: unknown): string | null {
  const data = revertDataOf(error)
  if (data === null) return null
  try {
    const refusal = decodeErrorResult({ abi: directoryAbi, data: data as Hex })
    if (refusal.errorName === 'Directory_KeyWaits')
      return `This key can be switched on from ${new Date(Number(refusal.args[2]) * 1_000).toISOString()}. To replace a stolen key now, switch on a spare: npm run keys -- list`
    if (refusal.errorName === 'Directory_KeyNotAnnounced')
      return 'Nobody has announced this key. Announce it and switch it on 48 h later: npm run keys -- announce KIND KEY'
    if (refusal.errorName === 'Directory_KeyAnnounced') return 'This key is already announced: npm run keys -- list'
    if (refusal.errorName === 'Directory_CallerNotOperator')
      return `${refusal.args[0]} is not the operator of the Directory. The operator is ${refusal.args[1]}.`
    return `The Directory rejects the call: ${refusal.errorName}`
  } catch {
    return null
  }
}
