import { incubatorAbi } from '@infinitio/chain'
import { type Address, address, type Refusal } from '@infinitio/domain'
import {
  projectEnds,
  type ProjectItemWire,
  type projectsQueryWire,
  type ProjectsWire,
  type ProjectWire,
  usualPageItems,
} from '@infinitio/domain/wire'
import type { Client, ContractFunctionReturnType } from 'viem'
import { multicall, readContract } from 'viem/actions'
import type { z } from 'zod'
import { type BlockTimes, createBlockTimes, timedSteps } from '../createBlockTimes.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { type ProjectLog, projectSource } from './projectSource.ts'
import { titleOf } from '../delegates/readStandings.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/** Reads projects, which sponsors support by locking G tokens, from their contract at the block. Some fields come from events. Throws viem's errors. */
export type ProjectReader = {
  list(at: ProposalsAt, query: z.output<typeof projectsQueryWire>): Promise<ProjectsWire>
  /** Returns one project, which sponsors support by locking G tokens. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<ProjectWire | Refusal>
}

type Deployed = ProposalsAt & { readonly governance: NonNullable<ProposalsAt['governance']>; readonly funding: NonNullable<ProposalsAt['funding']> }
type Project = ContractFunctionReturnType<typeof incubatorAbi, 'view', 'projectOf'>
type Sponsorship = ContractFunctionReturnType<typeof incubatorAbi, 'view', 'sponsorshipOf'>
type Told = { readonly project: Project; readonly state: number; readonly end: number; readonly logs: readonly ProjectLog[] }

const mostSteps = 100
const mostSponsors = 100
/** The values of the contract's `ProjectState`. */
const [funding, running, done, ended] = [1, 2, 3, 4]

/** Creates the reader of projects. */
export function createProjectReader(client: Client): ProjectReader {
  const log = createEventLog<ProjectLog>(usualRanges)
  const timesOf = createBlockTimes(client)
  const logsOf = async (at: Deployed) => {
    const source = projectSource(client, { incubator: at.funding.incubator, governor: at.governance.governor })
    return Map.groupBy(await log.read(source, { ...at.block, final: at.final }), ({ id }) => id)
  }

  return {
    async list(at, { cursor, limit = usualPageItems }) {
      const head = { blockNumber: Number(at.block.blockNumber), blockTimestamp: Number(at.block.blockTimestamp) }
      if (!isDeployed(at)) return { ...head, contracts: null, items: [], nextCursor: null }
      const logs = await logsOf(at)
      const older = [...logs.keys()].filter((id) => cursor === undefined || id < Number(cursor))
      const ids = older.slice(-limit).reverse()
      const told = await readProjects(client, at, { ids, logs })
      const items = told.map((one, place) => itemOf(ids[place] ?? 0, one, head.blockTimestamp))
      return { ...head, contracts: contractsOf(at), items, nextCursor: older.length > limit ? `${ids.at(-1)}` : null }
    },
    async find(at, id) {
      const logs = isDeployed(at) ? await logsOf(at) : null
      if (logs === null || !isDeployed(at) || !logs.has(id)) return { rejected: 'api.not_found', detail: `project ${id}` }
      const [told] = await readProjects(client, at, { ids: [id], logs })
      if (told === undefined) throw new Error('one project has one standing')
      return await detail(client, at, { id, told, timesOf })
    },
  }
}

function isDeployed(at: ProposalsAt): at is Deployed {
  return at.governance !== null && at.funding !== null
}

function contractsOf({ governance, funding: { incubator } }: Deployed) {
  return { incubator, gToken: governance.gToken }
}

async function readProjects(
  client: Client,
  { funding: { incubator }, block: { blockNumber } }: Deployed,
  { ids, logs }: { ids: readonly number[]; logs: ReadonlyMap<number, readonly ProjectLog[]> },
): Promise<Told[]> {
  if (ids.length === 0) return []
  const contract = { address: incubator, abi: incubatorAbi } as const
  const every = { deployless: true, allowFailure: false, blockNumber } as const
  const [projects, states] = (await Promise.all([
    multicall(client, { ...every, contracts: ids.map((id) => ({ ...contract, functionName: 'projectOf', args: [BigInt(id)] }) as const) }),
    multicall(client, { ...every, contracts: ids.map((id) => ({ ...contract, functionName: 'stateOf', args: [BigInt(id)] }) as const) }),
  ])) as [readonly Project[], readonly (readonly [number, number])[]]
  return ids.flatMap((id, place) => {
    const [project, standing] = [projects[place], states[place]]
    return project === undefined || standing === undefined ? [] : [{ project, state: standing[0], end: standing[1], logs: logs.get(id) ?? [] }]
  })
}

function itemOf(id: number, { project, state, end, logs }: Told, now: number): ProjectItemWire {
  const [proposed] = logs
  const [goal, text] = proposed?.kind === 'proposed' ? [proposed.goal, proposed.text] : [0n, '']
  const { releasableAt } = project
  return {
    ...{ id, title: titleOf(text), proposer: lower(project.proposer), payee: lower(project.payee), goal: `${goal}`, locked: `${project.locked}` },
    ...{ held: `${project.held}`, released: `${project.released}`, fundingUntil: project.fundingUntil, state: stateOf(state, releasableAt) },
    ...{ end: projectEnds[end] ?? 'none', milestone: project.milestone, milestones: project.milestoneCount },
    isDue: state === running && releasableAt !== 0 && now >= releasableAt,
  }
}

function stateOf(state: number, releasableAt: number): ProjectItemWire['state'] {
  if (state === funding) return 'funding'
  if (state === done) return 'done'
  if (state === ended) return 'ended'
  return releasableAt === 0 ? 'voting' : 'approved'
}

async function detail(client: Client, at: Deployed, { id, told, timesOf }: { id: number; told: Told; timesOf: BlockTimes }): Promise<ProjectWire> {
  const { project, logs } = told
  const { blockNumber, blockTimestamp } = at.block
  const contract = { address: at.funding.incubator, abi: incubatorAbi, blockNumber } as const
  const sponsors = sponsorsIn(logs)
  const [plan, sponsorships] = await Promise.all([
    readContract(client, { ...contract, functionName: 'milestonesOf', args: [BigInt(id)] }),
    multicall(client, {
      ...{ deployless: true, allowFailure: false, blockNumber },
      contracts: sponsors.map((account) => ({ ...contract, functionName: 'sponsorshipOf' as const, args: [BigInt(id), account] as const })),
    }) as Promise<readonly Sponsorship[]>,
  ])
  const [proposed] = logs
  return {
    ...{ blockNumber: Number(blockNumber), blockTimestamp: Number(blockTimestamp), contracts: contractsOf(at) },
    ...itemOf(id, told, Number(blockTimestamp)),
    text: proposed?.kind === 'proposed' ? proposed.text : '',
    plan: plan.map(({ amount, dueAt }) => ({ amount: `${amount}`, dueAt })),
    releasableAt: project.releasableAt === 0 ? null : project.releasableAt,
    ...{ yes: `${project.yes}`, no: `${project.no}` },
    sponsors: sponsors.flatMap((account, place) => {
      const one = sponsorships[place]
      if (one === undefined || one.locked === 0n) return []
      return [{ account, locked: `${one.locked}`, votedOn: one.votedOn === 0 ? null : one.votedOn - 1, agrees: one.agrees }]
    }),
    steps: await timedSteps(logs.slice(-mostSteps), { timesOf, final: at.final, stepOf }),
  }
}

/**
 * Returns the current sponsors in the order of joining, at most `mostSponsors`. An account that got its G back is no longer a sponsor, and cannot join again
 * once the project is funded.
 */
function sponsorsIn(logs: readonly ProjectLog[]): readonly Address[] {
  const inside = new Set<Address>()
  for (const log of logs) {
    if (log.kind === 'sponsored') inside.add(log.account)
    if (log.kind === 'repaid') inside.delete(log.account)
  }
  return [...inside].slice(0, mostSponsors)
}

function stepOf(log: ProjectLog): Omit<ProjectWire['steps'][number], 'at'> {
  const none = { account: null, milestone: null, text: '', amount: null, txHash: log.txHash }
  switch (log.kind) {
    case 'proposed':
      return { ...none, kind: 'proposed', account: log.proposer, amount: `${log.goal}` }
    case 'sponsored':
    case 'repaid':
      return { ...none, kind: log.kind, account: log.account, amount: `${log.amount}` }
    case 'funded':
    case 'done':
    case 'ended':
      return { ...none, kind: log.kind }
    case 'shown':
      return { ...none, kind: 'shown', milestone: log.milestone, text: log.text }
    case 'voted': {
      const { account, milestone, text, amount } = log
      return { ...none, kind: log.agrees ? 'agreed' : 'disagreed', account, milestone, text, amount: `${amount}` }
    }
    case 'approved':
      return { ...none, kind: 'approved', milestone: log.milestone }
    case 'released':
      return { ...none, kind: 'released', account: log.account, milestone: log.milestone, amount: `${log.amount}` }
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
