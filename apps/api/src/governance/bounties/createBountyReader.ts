import { bountiesAbi } from '@infinitio/chain'
import type { Address, Refusal } from '@infinitio/domain'
import { type bountiesQueryWire, type BountiesWire, type BountyItemWire, type BountyWire, usualPageItems } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'
import type { z } from 'zod'
import { type BountyRecord, bountyRecords } from './bountyRecords.ts'
import { bountySource, type WorkLog } from './bountySource.ts'
import { type BlockTimes, createBlockTimes, timedSteps } from '../createBlockTimes.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { type PanelStanding, readPanels } from '../readPanels.ts'
import { titleOf } from '../delegates/readStandings.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/**
 * Reads bounties from the events of their contract. Reads the state of their reviewer panels by calling a view function of the contract at the same block.
 * Throws viem's errors.
 */
export type BountyReader = {
  list(at: ProposalsAt, query: z.output<typeof bountiesQueryWire>): Promise<BountiesWire>
  /** Returns one bounty, which pays G for work. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<BountyWire | Refusal>
}

type Deployed = ProposalsAt & { readonly governance: NonNullable<ProposalsAt['governance']>; readonly funding: NonNullable<ProposalsAt['funding']> }

const mostSteps = 100

/** Creates the reader of bounties. */
export function createBountyReader(client: Client): BountyReader {
  const log = createEventLog<WorkLog>(usualRanges)
  const timesOf = createBlockTimes(client)
  const records = async (at: Deployed) => {
    const source = bountySource(client, { ...at.governance, bounties: at.funding.bounties })
    return bountyRecords(await log.read(source, { ...at.block, final: at.final }))
  }

  return {
    async list(at, { state, cursor, limit = usualPageItems }) {
      const head = { blockNumber: Number(at.block.blockNumber), blockTimestamp: Number(at.block.blockTimestamp) }
      if (!isDeployed(at)) return { ...head, contracts: null, items: [], nextCursor: null }
      const all = [...(await records(at)).values()].filter((record) => state === undefined || record.state === state)
      const older = cursor === undefined ? all : all.filter(({ posted }) => posted.id < Number(cursor))
      const page = older.slice(-limit).reverse()
      const panels = await panelsOf(client, at, page)
      const items = page.map((record) => itemOf(record, { at, panel: panelIn(panels, record) }))
      return { ...head, contracts: contractsOf(at), items, nextCursor: older.length > limit ? `${page.at(-1)?.posted.id}` : null }
    },
    async find(at, id) {
      const record = isDeployed(at) ? (await records(at)).get(id) : undefined
      if (record === undefined || !isDeployed(at)) return { rejected: 'api.not_found', detail: `bounty ${id}` }
      return await detail(client, at, { record, timesOf })
    },
  }
}

function isDeployed(at: ProposalsAt): at is Deployed {
  return at.governance !== null && at.funding !== null
}

function contractsOf({ governance, funding }: Deployed) {
  return { bounties: funding.bounties, panels: governance.panels, gToken: governance.gToken }
}

/** Returns the state of each bounty's reviewer panel at the block, by the number of the panel. */
async function panelsOf(client: Client, { governance, block }: Deployed, records: readonly BountyRecord[]) {
  const ids = records.flatMap(({ panelId }) => (panelId === null || panelId === 0n ? [] : [panelId]))
  return await readPanels(client, { panels: governance.panels, ids, blockNumber: block.blockNumber })
}

function panelIn(panels: ReadonlyMap<bigint, PanelStanding>, { panelId }: BountyRecord): PanelStanding | null {
  return panelId === null ? null : (panels.get(panelId) ?? null)
}

type Placed = { readonly at: Deployed; readonly panel: PanelStanding | null }

function itemOf(record: BountyRecord, { at: { governance, block }, panel }: Placed): BountyItemWire {
  const { posted, state, claimer, claimBond, until, panelId } = record
  const now = Number(block.blockTimestamp)
  const isLate = until !== null && now >= until
  const shown = state !== 'review' || panel === null || panel.answerUntil !== null ? state : panel.hasSeed ? 'drawable' : 'waiting'
  const isDue = {
    open: now >= posted.openUntil,
    claimed: isLate,
    review: isLate || panelId === 0n || panel?.isOver === true,
    accepted: false,
    returned: false,
  }[state]
  return {
    ...{ id: posted.id, title: titleOf(posted.text), category: posted.category, sponsor: posted.sponsor },
    ...{ byVote: posted.sponsor === governance.timelock, reward: `${posted.reward}`, claimBond: `${claimBond}`, openUntil: posted.openUntil },
    ...{ workSeconds: posted.workSeconds, state: shown, isDue, claimer, until },
    panel: panel === null ? null : panelOf(panel, record),
  }
}

async function detail(client: Client, at: Deployed, { record, timesOf }: { record: BountyRecord; timesOf: BlockTimes }): Promise<BountyWire> {
  const { blockNumber, blockTimestamp } = at.block
  const panel = panelIn(await panelsOf(client, at, [record]), record)
  const { posted, claimer, logs } = record
  const reviewers = logs.flatMap((log) => (log.kind === 'reviewed' ? [log.reviewer] : []))
  const everClaimed = logs.flatMap((log) => (log.kind === 'claimed' ? [log.claimer] : []))
  const took = [...new Set([posted.sponsor, ...(claimer === null ? [] : [claimer]), ...everClaimed.slice(-20), ...reviewers.slice(-60)])]
  const owed = await owedTo(client, { at, took })
  return {
    ...{ blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp), contracts: contractsOf(at) },
    ...itemOf(record, { at, panel }),
    ...{ text: posted.text, evidence: record.evidence },
    steps: await timedSteps(logs.slice(-mostSteps), { timesOf, final: at.final, stepOf }),
    owed: took.flatMap((account, place) => ((owed[place] ?? 0n) === 0n ? [] : [{ account, amount: `${owed[place]}` }])),
  }
}

function panelOf({ id, size, members, answerUntil }: PanelStanding, { answers }: BountyRecord): NonNullable<BountyWire['panel']> {
  const given = answers.map(({ reviewer, score, reason }) => ({ reviewer, score, reason }))
  return { id: `${id}`, size, reviewers: [...members], answers: given, answerUntil }
}

async function owedTo(client: Client, { at: { funding, block }, took }: { at: Deployed; took: readonly Address[] }): Promise<readonly bigint[]> {
  const contract = { address: funding.bounties, abi: bountiesAbi, functionName: 'owedTo' } as const
  const contracts = took.map((account) => ({ ...contract, args: [account] as const }))
  return (await multicall(client, { deployless: true, allowFailure: false, blockNumber: block.blockNumber, contracts })) as bigint[]
}

function stepOf(log: WorkLog): Omit<BountyWire['steps'][number], 'at'> {
  const none = { account: null, members: [], text: '', score: null, amount: null, txHash: log.txHash }
  switch (log.kind) {
    case 'posted':
      return { ...none, kind: 'posted', account: log.sponsor, amount: `${log.reward}` }
    case 'claimed':
      return { ...none, kind: 'claimed', account: log.claimer, amount: `${log.claimBond}` }
    case 'submitted':
      return { ...none, kind: 'submitted', account: log.claimer, text: log.evidence }
    case 'asked':
      return { ...none, kind: 'asked' }
    case 'drawn':
      return { ...none, kind: 'drawn', members: [...log.members] }
    case 'reviewed':
      return { ...none, kind: 'reviewed', account: log.reviewer, text: log.reason, score: log.score }
    case 'ended':
      return { ...none, kind: log.end, account: log.claimer }
    case 'returned':
      return { ...none, kind: 'returned', account: log.sponsor, amount: `${log.reward}` }
  }
}
