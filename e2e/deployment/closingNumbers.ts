import { marketAbi } from '@infinitio/chain'
import { createPublicClient, http } from 'viem'
import type { TestDeployment } from './startTestDeployment.ts'

/** The amounts that the contract paid when it closed a lease, in PToken base units. */
export type ClosingNumbers = { pay: bigint; renterFee: bigint; providerFee: bigint; refund: bigint }

/** Reads the contract's LeaseClosed event of one lease directly from the chain. Throws if there is not exactly one. */
export async function closingNumbers(deployment: TestDeployment, { market, leaseId }: { market: string; leaseId: string }): Promise<ClosingNumbers> {
  const client = createPublicClient({ transport: http(deployment.rpcUrl) })
  const logs = await client.getContractEvents({
    abi: marketAbi,
    address: market as `0x${string}`,
    eventName: 'LeaseClosed',
    args: { leaseId: BigInt(leaseId) },
    fromBlock: 0n,
    strict: true,
  })
  const [log] = logs
  if (log === undefined || logs.length !== 1) throw new Error(`lease ${leaseId} was closed ${logs.length} times`)
  const { pay, renterFee, providerFee, refund } = log.args
  return { pay, renterFee, providerFee, refund }
}
