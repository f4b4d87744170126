import { type Address, address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs } from 'viem/actions'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { blockRanges } from './blockRanges.ts'

/** One event of an incentive programme's life. Amounts in PToken base units. */
export type ProgrammeEvent = { readonly programme: number; readonly blockNumber: bigint } & (
  | { readonly kind: 'funded'; readonly sponsor: Address; readonly amount: bigint }
  | { readonly kind: 'spent' | 'restored'; readonly amount: bigint }
  | { readonly kind: 'rated'; readonly perEpoch: bigint }
  | { readonly kind: 'closed'; readonly released: bigint }
)

const names = ['ProgrammeFunded', 'ProgrammeSpent', 'ProgrammeRestored', 'ProgrammeRateSet', 'ProgrammeClosed'] as const
type Asked = Extract<(typeof emissionAbi)[number], { type: 'event'; name: (typeof names)[number] }>
const events = emissionAbi.filter((item): item is Asked => item.type === 'event' && (names as readonly string[]).includes(item.name))

/** Reads what happened to programmes in some blocks (both included), in the order of the chain. Throws viem's errors. */
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
