import { timelockAbi } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import { type Client, concat, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, numberToHex, pad, toHex } from 'viem'
import type { ProposalCall } from './governorLog.ts'

/** Where `Timelock` keeps when an operation is due, and the governor which calls it lets itself be given (`contracts/layouts`). */
const slots = { timestamps: 1n, governanceCall: 5n, governanceCallData: 6n } as const
/** Any block's gas is enough for what a proposal can do; a node may allow less. */
const mostGas = 30_000_000n

/** What is played: the calls as the timelock would make them, after a block. */
export type PlayedCalls = {
  readonly governor: Address
  readonly timelock: Address
  readonly calls: readonly ProposalCall[]
  readonly descriptionHash: Hex32
  readonly blockNumber: bigint
}

/**
 * Plays the calls in one `eth_call`, as the governor has the timelock make them, with their operation due and, for calls of the governor to itself, expected. Nothing of the
 * proposer's is trusted, and nothing that a contract says is fetched. Throws what the node answers where a call fails.
 */
export async function playCalls(client: Client, { governor, timelock, calls, descriptionHash, blockNumber }: PlayedCalls): Promise<void> {
  const lists = [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data)] as const
  const salt = numberToHex(BigInt(pad(governor, { dir: 'right', size: 32 })) ^ BigInt(descriptionHash), { size: 32 })
  const none = numberToHex(0n, { size: 32 })
  const types = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  const operation = keccak256(encodeAbiParameters(types, [...lists, none, salt]))
  const data = encodeFunctionData({ abi: timelockAbi, functionName: 'executeBatch', args: [...lists, none, salt] })
  const transaction = { from: governor, to: timelock, data, gas: toHex(mostGas) }
  const overrides = {
    // Due since the second second of 1970: 0 is unknown, 1 is done.
    [timelock]: { stateDiff: { [mappingSlot(operation, slots.timestamps)]: numberToHex(2n, { size: 32 }) } },
    [governor]: { stateDiff: expected(calls.filter(({ to }) => to === governor)) },
  }
  await client.request({ method: 'eth_call', params: [transaction, toHex(blockNumber), overrides] } as never)
}

/** The governor's queue of calls to itself: its beginning and end in one word, then a word a call. */
function expected(calls: readonly ProposalCall[]): Record<Hex, Hex> {
  const words = calls.map(({ data }, at) => [mappingSlot(numberToHex(at, { size: 32 }), slots.governanceCallData), keccak256(data)] as const)
  const ends = numberToHex(BigInt(calls.length) << 128n, { size: 32 })
  return Object.fromEntries([[numberToHex(slots.governanceCall, { size: 32 }), ends], ...words])
}

function mappingSlot(key: Hex, slot: bigint): Hex {
  return keccak256(concat([key, numberToHex(slot, { size: 32 })]))
}
