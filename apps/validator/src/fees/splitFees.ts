import {
  feeSplitterAbi,
  readProviders,
  readTaskPool,
  readWaitingFees,
  splitFeesCall,
  sweepFeesCall,
  sweepPoolCall,
  taskPoolAbi,
} from '@infinitio/chain'
import { readContract, simulateContract } from 'viem/actions'
import type { Address } from '@infinitio/domain'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

/** The fields of a validator that are needed to split fees. */
type FeeValidator = Pick<OpenValidator, 'client' | 'address' | 'privateKey' | 'logger' | 'fees'> & {
  readonly opened: { readonly addresses: Pick<OpenValidator['opened']['addresses'], 'market' | 'feeSplitter' | 'directory' | 'nodeRegistry'> }
}

const hourSeconds = 3_600n
/** The most accounts from which one transaction collects fees. If there are more, the accounts with the smallest fees wait for a later hour. */
const mostAccounts = 100
/** The events of this many newest blocks are read again in the next round, because a reorg may have replaced the blocks. */
const reorgBlocks = 64n

/**
 * Collects the fees of the market and of the task pool and splits them, once an hour. The members of the validator set take turns by the hour; this validator
 * does it only in its own hour. A part is burned, and the rest goes to the treasury and the validators. The pool's transaction also burns its base fees and
 * fines. Sends nothing if there are no fees.
 */
export async function splitFees(validator: FeeValidator, { head, headTime, set }: Pick<Round, 'head' | 'headTime' | 'set'>): Promise<void> {
  const { client, address, opened, fees } = validator
  const hour = headTime / hourSeconds
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  if (set === null || index < 0 || hour % BigInt(set.members.length) !== BigInt(index) || fees.splitHour === hour) return
  const { market, feeSplitter, directory } = opened.addresses
  const waiting = await readWaitingFees(client, { market, accounts: await providersUpTo(validator, head), blockNumber: head })
  const accounts = waiting.slice(0, mostAccounts).map(({ account }) => account)
  if (accounts.length > 0 && !(await sendCall(validator, sweepFeesCall({ market, accounts }), 'sweeping fees'))) return
  if (!(await sweepPool(validator, directory))) return
  const { result } = await simulateContract(client, { address: feeSplitter, abi: feeSplitterAbi, functionName: 'split' })
  if (result.every((amount) => amount === 0n)) return
  if (await sendCall(validator, splitFeesCall({ feeSplitter }), 'splitting fees')) fees.splitHour = hour
}

/**
 * Collects the fees of the task pool. Returns false if the transaction was not mined. The caller then postpones the split of the fees, because the pool's fees
 * must be part of it.
 */
async function sweepPool(validator: FeeValidator, directory: Address): Promise<boolean> {
  const { client } = validator
  const pool = await readTaskPool(client, directory)
  if (pool === null) return true
  const { burn, fees } = await readContract(client, { address: pool, abi: taskPoolAbi, functionName: 'dues' })
  return burn + fees === 0n || (await sendCall(validator, sweepPoolCall({ pool }), 'sweeping the task pool'))
}

/**
 * Returns the accounts of all providers; their balances may contain fees. Caches what it has read, except the most recent blocks, which it reads again because
 * the chain may replace them.
 */
async function providersUpTo({ client, opened, fees }: FeeValidator, head: bigint) {
  const from = fees.readTo > reorgBlocks ? fees.readTo - reorgBlocks : 0n
  const { nodeRegistry } = opened.addresses
  for (const provider of await readProviders(client, { nodeRegistry, from, to: head })) fees.providers.add(provider)
  fees.readTo = head
  return [...fees.providers]
}
