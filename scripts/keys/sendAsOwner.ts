import { type ContractCall, gasLimit } from '@infinitio/chain'
import { broadcastTransaction, createChainClient, readSender, type Signer } from '@infinitio/chain/node'
import { directoryRefusal } from './directoryRefusal.ts'

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
