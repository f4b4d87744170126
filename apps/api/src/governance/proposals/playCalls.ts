import { timelockAbi } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import { type Client, concat, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, numberToHex, pad, toHex } from 'viem'
import type { ProposalCall } from './governorLog.ts'

/**
 * Numbers of storage slots in two contracts (`contracts/layouts`). `timestamps` is in `Timelock`: the time from which each operation may run. The other two are
 * in the governor: a queue of the calls to the governor itself that it accepts from the timelock. `governanceCall` has the begin and the end of the queue, and
 * `governanceCallData` the hashes of the calls.
 */
const slots = { timestamps: 1n, governanceCall: 5n, governanceCallData: 6n } as const
/** The gas limit of a simulation. A node may allow less. */
const mostGas = 30_000_000n

/** The calls to simulate, as the timelock would make them on top of a given block. */
export type PlayedCalls = {
  readonly governor: Address
  readonly timelock: Address
  readonly calls: readonly ProposalCall[]
  readonly descriptionHash: Hex32
  readonly blockNumber: bigint
}

/**
 * Simulates the calls of a proposal in one `eth_call`, in the same way in which the timelock would make them for the governor. State overrides make the
 * operation due and make the governor expect its calls to itself. Trusts nothing that the proposer wrote, and requests no web address that a contract returns.
 * Throws the chain node's error when a call fails.
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
    // The timelock stores when each operation is due. Second 2 is in the past; 0 would mean an operation that does not exist, and 1 a finished one.
    [timelock]: { stateDiff: { [mappingSlot(operation, slots.timestamps)]: numberToHex(2n, { size: 32 }) } },
    [governor]: { stateDiff: expected(calls.filter(({ to }) => to === governor)) },
  }
  await client.request({ method: 'eth_call', params: [transaction, toHex(blockNumber), overrides] } as never)
}

/**
 * Returns storage values that make the governor expect these calls to itself. The governor stores expected calls in a queue: one 32-byte word has the begin and
 * the end of the queue, and each further word has the hash of one call.
 */
function expected(calls: readonly ProposalCall[]): Record<Hex, Hex> {
  const words = calls.map(({ data }, at) => [mappingSlot(numberToHex(at, { size: 32 }), slots.governanceCallData), keccak256(data)] as const)
  const ends = numberToHex(BigInt(calls.length) << 128n, { size: 32 })
  return Object.fromEntries([[numberToHex(slots.governanceCall, { size: 32 }), ends], ...words])
}

function mappingSlot(key: Hex, slot: bigint): Hex {
  return keccak256(concat([key, numberToHex(slot, { size: 32 })]))
}
