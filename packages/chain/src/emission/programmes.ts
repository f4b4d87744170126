import { address, type Address } from '@infinitio/domain'
import { type Client, type ContractFunctionReturnType, encodeFunctionData, type Hex, hexToString, stringToHex } from 'viem'
import { getLogs, multicall, readContract } from 'viem/actions'
import type { ContractCall } from '../calls/contractCall.ts'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { blockRanges } from './blocks.ts'

/**
 * An incentive programme: a budget of PToken for machines of one class and one region. If the class or the region is null, any fits. `perEpoch` (the most that
 * the programme pays in an epoch) and `remaining` are in PToken base units.
 */
export type Programme = {
  readonly id: number
  readonly name: string
  readonly classId: number | null
  readonly regionId: number | null
  readonly perEpoch: bigint
  readonly remaining: bigint
}

/** The contract's number for "any class" and "any region". */
export const anyOfProgramme = 2 ** 32 - 1

/** Returns the name of an incentive programme as the 32 bytes that the contract stores. Throws viem's error for more than 32 bytes. */
export function programmeName(name: string): Hex {
  return stringToHex(name, { size: 32 })
}

/** Pays the sender's PToken into an incentive programme. The sender must have approved it. */
export function fundProgrammeCall({ emission, programme, amount }: { emission: Address; programme: number; amount: bigint }): ContractCall {
  return { to: emission, data: encodeFunctionData({ abi: emissionAbi, functionName: 'fundProgramme', args: [programme, amount] }) }
}

type Kept = ContractFunctionReturnType<typeof emissionAbi, 'view', 'programmeOf'>

/** Reads all incentive programmes at a block, oldest first. Throws viem's errors. */
export async function readProgrammes(client: Client, { emission, blockNumber }: { emission: Address; blockNumber: bigint }): Promise<Programme[]> {
  const at = { address: emission, abi: emissionAbi } as const
  const count = await readContract(client, { ...at, functionName: 'programmeCount', blockNumber })
  const ids = Array.from({ length: count }, (_, place) => place + 1)
  const contracts = ids.map((id) => ({ ...at, functionName: 'programmeOf', args: [id] }) as const)
  const records = count === 0 ? [] : await multicall(client, { deployless: true, allowFailure: false, blockNumber, contracts })
  return (records as readonly Kept[]).map(({ name, classId, regionId, perEpoch, remaining }, place) => ({
    ...{ id: place + 1, name: nameOf(name), perEpoch, remaining },
    classId: classId === anyOfProgramme ? null : classId,
    regionId: regionId === anyOfProgramme ? null : regionId,
  }))
}

/**
 * Converts a name into text. Removes the zeros that fill it up, other control characters, characters without a width, and those that reverse the direction of
 * text.
 */
function nameOf(name: Hex): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return hexToString(name).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, '')
}

/** One event of an incentive programme. Amounts are PToken base units. */
export type ProgrammeEvent = { readonly programme: number; readonly blockNumber: bigint } & (
  | { readonly kind: 'funded'; readonly sponsor: Address; readonly amount: bigint }
  | { readonly kind: 'spent' | 'restored'; readonly amount: bigint }
  | { readonly kind: 'rated'; readonly perEpoch: bigint }
  | { readonly kind: 'closed'; readonly released: bigint }
)

const names = ['ProgrammeFunded', 'ProgrammeSpent', 'ProgrammeRestored', 'ProgrammeRateSet', 'ProgrammeClosed'] as const
type Asked = Extract<(typeof emissionAbi)[number], { type: 'event'; name: (typeof names)[number] }>
const events = emissionAbi.filter((item): item is Asked => item.type === 'event' && (names as readonly string[]).includes(item.name))

/** Reads the events of incentive programmes in a range of blocks (both ends included), in the chain's sequence. Throws viem's errors. */
export async function readProgrammeEvents(
  client: Client,
  { emission, from, to }: { emission: Address; from: bigint; to: bigint },
): Promise<ProgrammeEvent[]> {
  const found: ProgrammeEvent[] = []
  for (const range of blockRanges({ from, to })) {
    const logs = await getLogs(client, { address: emission, events, strict: true, ...range })
    for (const log of logs) {
      const at = { programme: log.args.programme, blockNumber: log.blockNumber }
      switch (log.eventName) {
        case 'ProgrammeFunded':
          found.push({ ...at, kind: 'funded', sponsor: address(log.args.sponsor.toLowerCase()), amount: log.args.amount })
          break
        case 'ProgrammeSpent':
          found.push({ ...at, kind: 'spent', amount: log.args.amount })
          break
        case 'ProgrammeRestored':
          found.push({ ...at, kind: 'restored', amount: log.args.amount })
          break
        case 'ProgrammeRateSet':
          found.push({ ...at, kind: 'rated', perEpoch: log.args.perEpoch })
          break
        case 'ProgrammeClosed':
          found.push({ ...at, kind: 'closed', released: log.args.released })
          break
      }
    }
  }
  return found
}
