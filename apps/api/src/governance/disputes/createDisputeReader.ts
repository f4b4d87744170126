import { disputeCourtAbi, panelsAbi, readCourt } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import type { ProposalsAt } from '../contractsAt.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { type DisputeRecord, disputeRecords } from './disputeRecords.ts'
import { type DisputeLog, disputeSource, type WaitLog } from './disputeSource.ts'

/** The addresses of the contracts that the parties and jurors of a dispute call. */
export type CourtContracts = {
  readonly court: Address
  readonly panels: Address
  readonly gToken: Address
  readonly pToken: Address
  readonly stakeVault: Address
}

/** All disputes of the court contract that the Directory names, read at one block. */
export type DisputesAt = {
  readonly blockNumber: number
  /** Null if this market has no court contract. */
  readonly contracts: CourtContracts | null
  readonly market: Address
  readonly records: readonly DisputeRecord[]
  /** Events of queued slashes (which wait before they can be executed) and of dropped slashes, for all bonds, oldest first. */
  readonly waits: readonly WaitLog[]
  /** The time in Unix seconds at which each disputed slash can be executed, by the number of the dispute. */
  readonly slashTimes: ReadonlyMap<number, number>
  /** The fine of a juror that reveals no vote, in base units of G. */
  readonly fine: bigint
}

/** Creates a function that reads all disputes at a block, from the court's events. It throws viem's errors. */
export function createDisputeReader(client: Client): (at: ProposalsAt) => Promise<DisputesAt> {
  const log = createEventLog<DisputeLog>(usualRanges)
  // Caches the time at which each disputed slash can be executed. That time does not change while the state of the dispute stays the same.
  const slashTimes = new Map<string, number>()

  return async ({ addresses, governance, block, final }) => {
    const { blockNumber } = block
    const court = governance === null ? null : await readCourt(client, addresses.directory)
    const nothing = {
      blockNumber: Number(blockNumber),
      contracts: null,
      market: addresses.market,
      records: [],
      waits: [],
      slashTimes: new Map(),
      fine: 0n,
    }
    if (governance === null || court === null) return nothing
    const { panels, gToken, governor } = governance
    const contracts = { court, panels, gToken, pToken: addresses.pToken, stakeVault: addresses.stakeVault }
    const [logs, { fine }] = await Promise.all([
      log.read(disputeSource(client, { ...contracts, governor }), { ...block, final }),
      readContract(client, { address: panels, abi: panelsAbi, functionName: 'limits', blockNumber }),
    ])
    const records = disputeRecords(logs)
    const waits = logs.filter((it): it is WaitLog => it.kind === 'queued' || it.kind === 'dropped slash')
    const keyOf = ({ opened, state }: DisputeRecord) => `${court} ${opened.id} ${opened.txHash} ${state}`
    const slashes = records.filter(({ opened }) => opened.purpose !== null)
    const unknown = slashes.filter((record) => !slashTimes.has(keyOf(record)))
    const read = { address: court, abi: disputeCourtAbi, functionName: 'disputeOf' } as const
    for (const record of unknown) {
      const { slashAt } = await readContract(client, { ...read, args: [BigInt(record.opened.id)], blockNumber })
      slashTimes.set(keyOf(record), slashAt)
    }
    const times = new Map(slashes.map((record) => [record.opened.id, slashTimes.get(keyOf(record)) ?? 0]))
    return { ...nothing, contracts, records, waits, slashTimes: times, fine }
  }
}
