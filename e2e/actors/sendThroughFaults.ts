import { setTimeout as delay } from 'node:timers/promises'
import { createPublicClient, type Hex, http, parseGwei } from 'viem'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import type { Actor } from './createActor.ts'

const receiptWithinMs = 6_000
const mostTries = 12

/**
 * Sends one transaction directly to the chain, as a wallet does, while the chain may be killed. Sends it again with a new nonce if the chain lost it, or
 * reverted it because earlier blocks were lost. `data` returns the call data for each try. `onSent` injects a fault after the first successful send. Resolves
 * once the transaction has succeeded. After 12 failed tries, throws an error with the last failure as its cause.
 */
export async function sendThroughFaults(
  { account }: Actor,
  { deployment, to, data, onSent }: { deployment: TestDeployment; to: string; data: () => Promise<Hex>; onSent: () => Promise<void> },
): Promise<void> {
  const client = createPublicClient({ transport: http(deployment.rpcUrl, { retryCount: 0 }) })
  let broken = false
  let last: unknown = null
  for (let tries = 0; tries < mostTries; tries += 1) {
    try {
      // Call `data` before reading the nonce, because `data` may send lost transactions again, and these use nonces too.
      const bytes = await data()
      const [nonce, chainId] = await Promise.all([client.getTransactionCount({ address: account.address }), client.getChainId()])
      const fees = { maxFeePerGas: parseGwei('20'), maxPriorityFeePerGas: parseGwei('1') }
      const serializedTransaction = await account.signTransaction({
        type: 'eip1559',
        chainId,
        nonce,
        to: to as Hex,
        data: bytes,
        gas: 400_000n,
        ...fees,
      })
      const hash = await client.sendRawTransaction({ serializedTransaction })
      if (!broken) {
        broken = true
        await onSent()
      }
      const receipt = await client.waitForTransactionReceipt({ hash, timeout: receiptWithinMs, pollingInterval: 100 })
      if (receipt.status === 'success') return
      last = new Error(`transaction ${hash} was reverted`)
    } catch (error) {
      last = error
    }
    // Waits before the next try, like a person who first checks the result.
    await delay(1_000)
  }
  throw new Error(`a transaction to ${to} was not mined in ${mostTries} tries`, { cause: last })
}
