import type { Client } from 'viem'
import { classCatalogAbi, marketStart } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { getLogs } from 'viem/actions'
import { createEventLog, type EventLog, type LogSource, usualRanges } from '../createEventLog.ts'
import { type ParameterSet, parameterSource } from '../parameters/parameterSource.ts'
import { type SurplusChange, surplusSource } from '../treasury/surplusSource.ts'
import { type TreasuryLog, treasurySource } from '../treasury/treasurySource.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'

/** An upgrade of a contract: from block `blockNumber` on, the contract uses the code at the address `code`. */
type CodeChange = { readonly blockNumber: bigint; readonly contract: Address; readonly code: Address }

const upgraded = classCatalogAbi.find((item): item is Extract<(typeof classCatalogAbi)[number], { type: 'event'; name: 'Upgraded' }> => {
  return item.type === 'event' && item.name === 'Upgraded'
})

/**
 * Reads the code changes of upgradable contracts, from the market's first block on. Throws viem's
 * errors.
 */
function codeSource(client: Client, { addresses }: Pick<Contracts, 'addresses'>): LogSource<CodeChange> {
  const { classCatalog, nodeRegistry } = addresses
  return {
    key: `${classCatalog} ${nodeRegistry}`,
    first: (head) => marketStart(client, addresses, head),
    async readRange(range) {
      if (upgraded === undefined) throw new Error('a proxy tells of upgrades')
      const logs = await getLogs(client, { address: [classCatalog, nodeRegistry], event: upgraded, strict: true, ...range })
      return logs.map(({ blockNumber, address: contract, args: { implementation } }) => {
        return { blockNumber, contract: lower(contract), code: lower(implementation) }
      })
    },
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}

/**
 * A function that returns all events of one kind, in the chain's order. Throws viem's errors, and ChainUnavailableError while the events are still being
 * loaded.
 */
type Told<T> = (at: ProposalsAt & Contracts) => Promise<readonly T[]>

/**
 * Returns past events, from which pages calculate values from before a proposal was executed. The state of old blocks cannot be used: many chain nodes do not
 * store it, and a chain that was loaded from a dump has none.
 */
export type ProposalPast = {
  /** The events that set bounded parameters of the DAO. */
  readonly sets: Told<ParameterSet>
  /** Events that changed the treasury's balance or burned market fees. */
  readonly treasury: Told<TreasuryLog>
  /** The changes of the surplus that the DAO may still spend on grants. */
  readonly surplus: Told<SurplusChange>
  /** Events that set the code address of a contract that a vote may upgrade. */
  readonly codes: Told<CodeChange>
}

/** Creates the reader of past events. It caches the events that it has read. */
export function createProposalPast(client: Client): ProposalPast {
  const told = <T>(log: EventLog<T>, source: (client: Client, at: Contracts) => LogSource<T>): Told<T> => {
    return (at) => log.read(source(client, at), { ...at.block, final: at.final })
  }
  return {
    sets: told(createEventLog<ParameterSet>(usualRanges), parameterSource),
    treasury: told(createEventLog<TreasuryLog>(usualRanges), treasurySource),
    surplus: told(createEventLog<SurplusChange>(usualRanges), surplusSource),
    codes: told(createEventLog<CodeChange>(usualRanges), codeSource),
  }
}
