import { feeSplitterAbi, readProviders, readWaitingFees, splitFeesCall, sweepFeesCall } from '@infinitio/chain'
import { simulateContract } from 'viem/actions'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

const hourSeconds = 3_600n
/** Swept at once; who has less waits for another hour. */
const mostAccounts = 100
/** Events of blocks that a reorg may drop are read again. */
const reorgBlocks = 64n

/**
 * Has the market's fees swept out of its accounts, burned and shared, once in the hour whose turn this member has: without it no fee ever raises the
 * surplus, and neither treasury nor validators are paid. Sends nothing while there is nothing to sweep or to share.
 */
export async function splitFees(validator: OpenValidator, { head, headTime, set }: Round): Promise<void> {
  const { client, address, opened, fees } = validator
  const hour = headTime / hourSeconds
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  if (set === null || index < 0 || hour % BigInt(set.members.length) !== BigInt(index) || fees.splitHour === hour) return
  const { market, feeSplitter } = opened.addresses
  const waiting = await readWaitingFees(client, { market, accounts: await providersUpTo(validator, head), blockNumber: head })
  const accounts = waiting.slice(0, mostAccounts).map(({ account }) => account)
  if (accounts.length > 0 && !(await sendCall(validator, sweepFeesCall({ market, accounts }), 'sweeping fees'))) return
  const { result } = await simulateContract(client, { address: feeSplitter, abi: feeSplitterAbi, functionName: 'split' })
  if (result.every((amount) => amount === 0n)) return
  if (await sendCall(validator, splitFeesCall({ feeSplitter }), 'splitting fees')) fees.splitHour = hour
}

/** Each block is read once, the last of them again. */
async function providersUpTo({ client, opened, fees }: OpenValidator, head: bigint) {
  const from = fees.readTo > reorgBlocks ? fees.readTo - reorgBlocks : 0n
  const { nodeRegistry } = opened.addresses
  for (const provider of await readProviders(client, { nodeRegistry, from, to: head })) fees.providers.add(provider)
  fees.readTo = head
  return [...fees.providers]
}
