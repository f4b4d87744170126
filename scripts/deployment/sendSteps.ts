import { setTimeout as delay } from 'node:timers/promises'
import { gasLimit } from '@infinitio/chain'
import { broadcastTransaction, type DeploymentPlan, readNonce, readSender } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { keccak256, type PrivateKeyAccount, type PublicClient, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import type { Manifest } from './manifest.ts'

/**
 * The things that `sendSteps` needs to send transactions: the chain, the deployer's account, a function that stores the manifest, and the highest fee,
 * `mostFee`, in wei per gas.
 */
export type Sending = {
  readonly client: PublicClient
  readonly account: PrivateKeyAccount
  readonly mostFee: bigint
  readonly save: (manifest: Manifest) => void
  readonly report: (line: string) => void
  /** If a transaction is not mined after so many milliseconds, it is sent again with a higher fee. */
  readonly raiseAfterMs: number
}

const askAgainMs = 250
/** How many times a read is tried. If there are several chain nodes behind a load balancer, some of them may not have the last block for some seconds. */
const lateNodeTries = 20

/**
 * Sends the steps of a deployment that are not mined yet, one after another. Each step has a fixed nonce, and its transaction is stored before it is sent, so
 * that a repeated call continues and sends nothing twice. Throws if it cannot continue, for example because the key has sent other transactions in between, a
 * step fails or would fail, the fee is above `mostFee`, or the deployer has too few coins.
 */
export async function sendSteps({ steps, contracts }: DeploymentPlan, manifest: Manifest, sending: Sending): Promise<void> {
  const places = contracts.map(({ address }) => address)
  for (const [index, record] of manifest.steps.entries()) {
    const receipt = (await minedReceipt(record, sending)) ?? (await sendUntilMined(index))
    if (receipt.status !== 'success') throw new Error(`${record.what} failed in transaction ${receipt.transactionHash}. Begin a new deployment.`)
    const created = receipt.contractAddress === null || receipt.contractAddress === undefined ? null : address(receipt.contractAddress.toLowerCase())
    if (created !== null && !places.includes(created)) throw new Error(`${record.what} created ${created}, which is not in the plan.`)
    if (record.block !== Number(receipt.blockNumber)) {
      record.block = Number(receipt.blockNumber)
      record.gasUsed = Number(receipt.gasUsed)
      sending.save(manifest)
      sending.report(`${index + 1}/${steps.length} ${record.what}: block ${record.block}`)
    }
  }

  async function sendUntilMined(index: number): Promise<TransactionReceipt> {
    const [step, record] = [steps[index], manifest.steps[index]]
    if (step === undefined || record === undefined) throw new Error('the manifest has other steps than the plan')
    const gas = await estimate(sending, step)
    const deployer = address(sending.account.address.toLowerCase())
    for (let raised = 0; ; raised += 1) {
      const { chainId, maxFeePerGas, maxPriorityFeePerGas } = await readSender(sending.client, deployer)
      // Check the chain id again before each signature. If the chain node now belonged to another chain, the signed transaction could be sent there.
      if (chainId !== manifest.settings.chainId)
        throw new Error(`The chain node answers for chain ${chainId}, not for chain ${manifest.settings.chainId}.`)
      const fee = raise(maxFeePerGas, raised)
      if (fee > sending.mostFee) throw new Error(`The chain asks for ${fee} wei per gas, more than --max-fee allows. Run the command again later.`)
      const fees = { maxFeePerGas: fee, maxPriorityFeePerGas: raise(maxPriorityFeePerGas, raised) }
      const { to, data, value } = step
      const raw = await sending.account.signTransaction({ type: 'eip1559', chainId, nonce: record.nonce, to, data, value, gas, ...fees })
      const hash = keccak256(raw)
      if (!record.transactions.includes(hash)) {
        record.transactions.push(hash)
        sending.save(manifest)
      }
      const outcome = await broadcastTransaction(sending.client, raw)
      if (outcome === 'insufficientGas') throw new Error(`${deployer} has too few coins for gas. Send it more and run the command again.`)
      const receipt = await waitForReceipt(record, sending)
      if (receipt !== null) return receipt
    }
  }
}

type StepRecord = Manifest['steps'][number]

/**
 * Returns the receipt of a step that is already mined. Returns null if the nonce of the step is still unused. Throws if another transaction has used the nonce.
 */
async function minedReceipt(record: StepRecord, { client, account }: Sending): Promise<TransactionReceipt | null> {
  for (let tries = 0; tries < lateNodeTries; tries += 1) {
    const receipt = await receiptOf(record, client)
    if (receipt !== null) return receipt
    if ((await readNonce(client, { address: address(account.address.toLowerCase()), at: 'latest' })) <= record.nonce) return null
    await delay(askAgainMs)
  }
  throw new Error(
    `${account.address} used nonce ${record.nonce} for another transaction than "${record.what}". The addresses no longer fit: begin a new deployment with a key that nobody else uses.`,
  )
}

async function waitForReceipt(record: StepRecord, sending: Sending): Promise<TransactionReceipt | null> {
  const deadline = performance.now() + sending.raiseAfterMs
  while (performance.now() < deadline) {
    const receipt = await minedReceipt(record, sending)
    if (receipt !== null) return receipt
    await delay(askAgainMs)
  }
  return null
}

async function receiptOf({ transactions }: StepRecord, client: PublicClient): Promise<TransactionReceipt | null> {
  for (const hash of transactions) {
    try {
      return await client.getTransactionReceipt({ hash })
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error
    }
  }
  return null
}

/** Returns the gas limit of a step: the chain's estimate plus a margin. Throws with the chain's reason if the step would fail. */
async function estimate({ client, account }: Sending, { to, data, what }: DeploymentPlan['steps'][number]): Promise<bigint> {
  for (let tries = 1; ; tries += 1) {
    try {
      const gas = await client.estimateGas({ account, to, data })
      return gasLimit(gas)
    } catch (error) {
      if (tries >= lateNodeTries) throw new Error(`${what} would fail`, { cause: error })
      await delay(askAgainMs)
    }
  }
}

/**
 * Returns the fee for a repeated transaction: a quarter of `fee` more for each repetition. Chain nodes accept another transaction with the same nonce only if
 * it pays at least a tenth more.
 */
function raise(fee: bigint, times: number): bigint {
  return (fee * (100n + 25n * BigInt(times))) / 100n
}
