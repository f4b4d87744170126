import { fundingNames, governanceNames } from '@infinitio/chain'
import { zeroAddress } from '@infinitio/domain'
import type { TreasuryWire } from '@infinitio/domain/wire'
import type { ProposalPast } from '../proposals/createProposalPast.ts'
import { happening, type ProposalRecord } from '../proposals/proposalRecords.ts'
import type { TreasuryLog } from './treasurySource.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'

const daySeconds = 86_400
const shownDays = 30

/** Returns the newest payments into and out of the treasury, and the sums of each of the last 30 days, from events. Throws viem's errors. */
export type TreasuryReader = (
  at: ProposalsAt & Contracts,
  proposals: ReadonlyMap<bigint, ProposalRecord>,
) => Promise<Pick<TreasuryWire, 'days' | 'moves'>>

const mostMoves = 50

/** Creates the reader of the treasury. `readLogs` returns all events that changed the balance of the treasury or burned market fees. */
export function createTreasuryReader(readLogs: ProposalPast['treasury']): TreasuryReader {
  return async (at, proposals) => {
    const logs = await readLogs(at)
    const executions = new Map([...proposals.values()].map((record) => [happening(record, 'executed')?.txHash, record]))
    const names = namesOf(at)
    const moves = logs.flatMap((it) => {
      if (it.kind === 'burned') return []
      const { at: time, blockNumber, txHash, token, direction, amount, other } = it
      const record = executions.get(txHash)
      return {
        ...{ at: time, token, direction, amount: `${amount}`, other, txHash },
        name: names.get(other) ?? null,
        proposal: record === undefined ? null : { number: record.number, id: `${record.proposed.id}` },
        final: at.final !== null && blockNumber <= at.final,
      }
    })
    return { days: treasuryDays(logs, Number(at.block.blockTimestamp)), moves: moves.slice(-mostMoves).reverse() }
  }
}

/** Returns the names of our contracts by their addresses. They name the other party of a payment. */
function namesOf({ addresses, governance, funding }: Contracts): ReadonlyMap<string, string> {
  const named = <Key extends string>(names: Readonly<Record<Key, string>>, at: Readonly<Record<Key, string>>) =>
    (Object.keys(names) as Key[]).map((key): [string, string] => [at[key], names[key]])
  return new Map([
    [addresses.feeSplitter, 'FeeSplitter'],
    [addresses.market, 'Market'],
    [addresses.pToken, 'PToken'],
    ...named(governanceNames, governance),
    ...(funding === null ? [] : named(fundingNames, funding)),
    [zeroAddress, 'mint'],
  ])
}

/**
 * Returns the amounts received, paid and burned on each of the last 30 days, oldest first. Days are in UTC by the block clock. Leaves out the days before the
 * first event, because the treasury got its first G when it was deployed. `logs` are in order. Pure.
 */
export function treasuryDays(logs: readonly TreasuryLog[], now: number): TreasuryWire['days'] {
  const today = Math.floor(now / daySeconds)
  const launch = Math.floor((logs[0]?.at ?? now) / daySeconds)
  const first = Math.max(Math.min(launch, today), today - shownDays + 1)
  return Array.from({ length: today - first + 1 }, (_, place) => {
    const day = first + place
    const own = logs.filter(({ at }) => Math.floor(at / daySeconds) === day)
    const sumOf = (isCounted: (log: TreasuryLog) => boolean) => `${own.reduce((sum, log) => (isCounted(log) ? sum + log.amount : sum), 0n)}`
    const moved = (token: 'pt' | 'g', direction: 'in' | 'out') =>
      sumOf((log) => log.kind === 'move' && log.token === token && log.direction === direction)
    return {
      day: day * daySeconds,
      ...{ ptIn: moved('pt', 'in'), ptOut: moved('pt', 'out'), gIn: moved('g', 'in'), gOut: moved('g', 'out') },
      burned: sumOf(({ kind }) => kind === 'burned'),
    }
  })
}
