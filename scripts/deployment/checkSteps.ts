import type { DeploymentPlan } from '@infinitio/chain/node'
import { type Hash, type PublicClient, TransactionNotFoundError, TransactionReceiptNotFoundError } from 'viem'
import type { Manifest } from './manifest.ts'

/**
 * Compares each step of a deployment with the transaction that the chain has mined for it: sender, nonce, receiver, value and data. Also checks that the steps
 * use all nonces from the first to the last, so the deployer sent nothing else in between. Returns a line for each difference. Throws if the chain does not
 * answer.
 */
export async function checkSteps(client: PublicClient, plan: DeploymentPlan, manifest: Manifest): Promise<string[]> {
  const faults: string[] = []
  // Check one step after the other, because public chain nodes limit the number of simultaneous requests.
  for (const [index, step] of plan.steps.entries()) {
    const fault = await faultOf(client, step, { hashes: manifest.steps[index]?.transactions ?? [], nonce: manifest.firstNonce + index, manifest })
    if (fault !== null) faults.push(`step ${index + 1}, ${step.what}: ${fault}`)
  }
  return faults
}

type Sent = { readonly hashes: readonly Hash[]; readonly nonce: number; readonly manifest: Manifest }

async function faultOf(client: PublicClient, { to, data, value }: DeploymentPlan['steps'][number], { hashes, nonce, manifest }: Sent) {
  for (const hash of hashes) {
    const transaction = await client.getTransaction({ hash }).catch(nullIfUnknown)
    if (transaction === null || transaction.blockNumber === null) continue
    const isPlanned =
      transaction.from.toLowerCase() === manifest.deployer &&
      transaction.nonce === nonce &&
      (transaction.to?.toLowerCase() ?? null) === to &&
      transaction.value === (value ?? 0n) &&
      transaction.input === data
    if (!isPlanned) return `transaction ${hash} is not the planned one`
    const receipt = await client.getTransactionReceipt({ hash }).catch(nullIfUnknown)
    return receipt?.status === 'success' ? null : `transaction ${hash} failed`
  }
  return 'the chain node has none of its transactions'
}

function nullIfUnknown(error: unknown): null {
  if (error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError) return null
  throw error
}
