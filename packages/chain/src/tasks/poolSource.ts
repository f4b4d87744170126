import { type Address, address, type Hex32, hex32, type PoolEvent, type PoolSite, structFromChain, taskBatchStruct } from '@infinitio/domain'
import type { Client, ContractEventName } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { marketStart } from '../emission/marketStart.ts'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'

type Placed = { readonly event: PoolEvent; readonly site: PoolSite }
type Block = { readonly block: number; readonly at: number; readonly hash: Hex32 }

/** Events of the task pool that the reader skips, because they change no batch, task, run (a check of a task) or stake that it needs. */
const others = new Set<ContractEventName<typeof taskPoolAbi>>([
  ...(['PoolDeposited', 'PoolWithdrawn', 'StakeReturned', 'ProviderStruck', 'SubmitKeySet', 'SubmitKeySpent'] as const),
  ...(['CallRelayed', 'CallSkipped', 'PoolSwept', 'RunGasSet', 'EIP712DomainChanged'] as const),
])

/** Returns the source for a reader of the task pool. Its methods throw viem's errors. */
export function poolSource(client: Client, { pool, ...market }: { readonly pool: Address } & Pick<ChainAddresses, 'directory' | 'pToken'>) {
  return {
    firstBlock: async (head: number) => Number(await marketStart(client, market, BigInt(head))),
    head: async (): Promise<Block> => placeOf(await getBlock(client)),
    async hashOf(block: number): Promise<Hex32 | null> {
      try {
        return hex32((await getBlock(client, { blockNumber: BigInt(block) })).hash)
      } catch (error) {
        if (error instanceof Error && error.name === 'BlockNotFoundError') return null
        throw error
      }
    },
    events: ({ from, to }: { from: number; to: number }) => readPoolEvents(client, { pool, from, to }),
  }
}

function placeOf({ number, timestamp, hash }: { number: bigint; timestamp: bigint; hash: string }): Block {
  return { block: Number(number), at: Number(timestamp), hash: hex32(hash) }
}

/**
 * Reads the events of the blocks from `from` to `to` that change a batch, a task, a run (a check of a task) or a stake, in their sequence. Throws viem's
 * errors.
 */
async function readPoolEvents(client: Client, { pool, from, to }: { pool: Address; from: number; to: number }): Promise<Placed[]> {
  const range = { fromBlock: BigInt(from), toBlock: BigInt(to) }
  const logs = await getContractEvents(client, { address: pool, abi: taskPoolAbi, ...range, strict: true })
  const kept = logs.filter(({ eventName }) => !others.has(eventName))
  const times = await timesOf(client, kept)
  return kept.map(({ eventName, args, blockNumber }) => ({
    event: toPoolEvent(eventName, args as Record<string, unknown>),
    site: { block: Number(blockNumber), at: times.get(blockNumber) ?? 0 },
  }))
}

/** Returns the times of blocks in Unix seconds. Some chain nodes include the time in each log; otherwise it reads the block. */
async function timesOf(client: Client, logs: readonly { readonly blockNumber: bigint }[]): Promise<ReadonlyMap<bigint, number>> {
  const times = new Map<bigint, number>()
  for (const { blockNumber, blockTimestamp } of logs as readonly { readonly blockNumber: bigint; readonly blockTimestamp?: bigint }[]) {
    if (!times.has(blockNumber)) times.set(blockNumber, Number(blockTimestamp ?? (await getBlock(client, { blockNumber })).timestamp))
  }
  return times
}

/**
 * Converts the arguments of a pool event to our types: addresses and hashes in lower case, and a batch as our struct. Field names are the same as in the
 * contract.
 */
function toPoolEvent(name: string, args: Readonly<Record<string, unknown>>): PoolEvent {
  const fields = Object.entries(args).map(([field, value]) => {
    if (field === 'batch') return [field, structFromChain(taskBatchStruct, value as Parameters<typeof structFromChain<typeof taskBatchStruct>>[1])]
    return [field, typeof value === 'string' ? ownHex(value) : value]
  })
  return { name, ...Object.fromEntries(fields) } as PoolEvent
}

const addressLength = 42

function ownHex(value: string): Address | Hex32 {
  return value.length === addressLength ? address(value.toLowerCase()) : hex32(value)
}
