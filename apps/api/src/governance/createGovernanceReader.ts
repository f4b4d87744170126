import { type FundingAddresses, type GovernanceAddresses, nameKey, panelsAbi, readFunding, readGovernance } from '@infinitio/chain'
import { type Db, readEngineHealth } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { GovernAccountWire, GovernWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { getBlock, multicall } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import { createDaoHistoryReader, type DaoHistoryReader } from './createDaoHistoryReader.ts'
import { keptState } from './keptState.ts'
import { type HeadBlock, readDao, readReserve } from './readDao.ts'
import { isSameStake, readStake } from './readStake.ts'
import type { ProposalsAt } from './contractsAt.ts'

/** Reads the data of the governance pages at the chain's newest block. Each method throws ChainUnavailableError while the chain does not answer. */
export type GovernanceReader = {
  /** Returns the state of the whole DAO. Until there is a new block, all calls return the same result without a new request to the chain. */
  read(): Promise<GovernWire>
  /** Returns one account's stake and votes in the DAO. */
  readAccount(account: Address): Promise<GovernAccountWire>
} & DaoHistoryReader

const freshForMs = 30_000

/** Creates the reader of the DAO. */
export function createGovernanceReader({ db, facts, clock }: { db: Db; facts: MarketFactsReader; clock: ChainClock }): GovernanceReader {
  const { client } = facts
  let known: { governance: GovernanceAddresses; funding: FundingAddresses | null; atMs: number } | null = null
  let last: { clockBlock: number; answer: GovernWire } | null = null
  let reading: Promise<GovernWire> | null = null

  /** Returns the deployed contracts. Caches them for 30 s. If no DAO is deployed, asks again at each call. */
  async function contracts() {
    const { addresses } = await facts.read()
    if (known !== null && performance.now() - known.atMs < freshForMs) return { addresses, governance: known.governance, funding: known.funding }
    const [governance, funding] = await Promise.all([readGovernance(client, addresses.directory), readFunding(client, addresses.directory)])
    known = governance === null ? null : { governance, funding, atMs: performance.now() }
    return { addresses, governance, funding }
  }

  async function load(): Promise<GovernWire> {
    const clockBlock = clock.read().blockNumber
    const { addresses, governance } = await contracts()
    const block = await readHead(client)
    const [reserve, dao] = await Promise.all([
      readReserve(client, addresses, block),
      governance === null ? null : readDao(client, { pToken: addresses.pToken, governance }, block),
    ])
    const answer = { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp), reserve, dao }
    last = { clockBlock, answer }
    return answer
  }

  async function loadAccount(account: Address): Promise<GovernAccountWire> {
    const { governance } = await contracts()
    const block = await readHead(client)
    const at = { account, blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
    if (governance === null) return { ...at, stake: null, drawn: null }
    const [stake, drawn, { finalNumber }] = await Promise.all([
      readStake(client, { account, governance, blockNumber: block.blockNumber }),
      readMemberships(client, { account, governance, blockNumber: block.blockNumber }),
      readEngineHealth(db),
    ])
    // The stake at the final block. Null if no final block is known, if the DAO did not exist at that block, or if the chain node no longer has its state.
    const before = finalNumber === null ? null : await keptState(readStake(client, { account, governance, blockNumber: finalNumber }))
    return { ...at, stake: { final: before !== null && isSameStake(before, stake), ...stake }, drawn }
  }

  async function proposalsAt(): Promise<ProposalsAt> {
    const [{ addresses, governance, funding }, block, { finalNumber }] = await Promise.all([contracts(), readHead(client), readEngineHealth(db)])
    return { addresses, governance, funding, block, final: finalNumber }
  }

  return {
    async read() {
      if (last !== null && last.clockBlock === clock.read().blockNumber && clock.read().ok) return last.answer
      reading ??= load().finally(() => {
        reading = null
      })
      return reading.catch(unavailable)
    },
    readAccount: (account) => loadAccount(account).catch(unavailable),
    ...createDaoHistoryReader(client, { db, at: proposalsAt, failed: unavailable }),
  }
}

async function readHead(client: Client): Promise<HeadBlock> {
  const { number, timestamp, hash } = await getBlock(client, { blockTag: 'latest' })
  return { blockNumber: number, blockTimestamp: timestamp, blockHash: hash }
}

function unavailable(cause: unknown): never {
  throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the DAO cannot be read', { cause })
}

type Drawn = NonNullable<GovernAccountWire['drawn']>

/**
 * Returns in which random panels an account may be selected at a block (as reviewer, auditor or juror), with its bond and the fine for each. Throws viem's
 * errors.
 */
async function readMemberships(
  client: Client,
  { account, governance, blockNumber }: { account: Address; governance: GovernanceAddresses; blockNumber: bigint },
): Promise<Drawn> {
  const panels = { address: governance.panels, abi: panelsAbi } as const
  const [{ bond, fine }, held, mostTimes, reviewer, auditor, juror, judge] = await multicall(client, {
    ...{ deployless: true, allowFailure: false, blockNumber },
    contracts: [
      { ...panels, functionName: 'limits' },
      { ...panels, functionName: 'HELD_SECONDS' },
      { ...panels, functionName: 'MOST_WEIGHT_TIMES' },
      { ...panels, functionName: 'memberOf', args: [nameKey('Bounties'), account] },
      { ...panels, functionName: 'memberOf', args: [nameKey('CarbonRegistry'), account] },
      { ...panels, functionName: 'memberOf', args: [nameKey('DisputeCourt'), account] },
      { ...panels, functionName: 'memberOf', args: [nameKey('Findings'), account] },
    ],
  })
  const of = (list: Drawn['lists'][number]['list'], member: typeof reviewer): Drawn['lists'][number] => ({
    ...{ list, state: member.leftAt !== 0 ? 'left' : member.bond !== 0n ? 'in' : 'out', bond: member.bond.toString() },
    ...{ openPanels: member.openPanels, bondFrom: member.leftAt === 0 ? null : member.leftAt + Number(held) },
  })
  return {
    ...{ bond: bond.toString(), mostBond: (bond * mostTimes).toString(), fine: fine.toString() },
    lists: [of('Bounties', reviewer), of('CarbonRegistry', auditor), of('DisputeCourt', juror), of('Findings', judge)],
  }
}
