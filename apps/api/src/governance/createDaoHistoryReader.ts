import { type Address, address, type Refusal } from '@infinitio/domain'
import {
  type bountiesQueryWire,
  type BountiesWire,
  type BountyWire,
  type CarbonProofWire,
  type carbonQueryWire,
  type CarbonWire,
  type commitmentsQueryWire,
  type CommitmentsWire,
  type CommitmentWire,
  type delegatesQueryWire,
  type DelegatesWire,
  type DelegateWire,
  type DraftCheckWire,
  type FindingDetailWire,
  type findingsQueryWire,
  type FindingsWire,
  type GrantsWire,
  type HostingAccountWire,
  type hostingQueryWire,
  type HostingWire,
  type modelsQueryWire,
  type ModelsWire,
  type ModelWire,
  type ParametersWire,
  type projectsQueryWire,
  type ProjectsWire,
  type ProjectWire,
  type ProposalDetailWire,
  type ProposalDraftWire,
  type proposalsQueryWire,
  type ProposalsWire,
  type SimulationWire,
  type TransactionWire,
  type TreasuryWire,
  type VestingWire,
  usualPageItems,
} from '@infinitio/domain/wire'
import type { Db, VoteNotification } from '@infinitio/db'
import type { Client, Hex } from 'viem'
import type { z } from 'zod'
import { keepOfHead } from '../chain/keepOfHead.ts'
import { createBountyReader } from './bounties/createBountyReader.ts'
import { createCarbonReader } from './carbon/createCarbonReader.ts'
import { createCommitmentReader } from './commitments/createCommitmentReader.ts'
import { daoEvents } from './daoEvents.ts'
import { createDisputeReader, type DisputesAt } from './disputes/createDisputeReader.ts'
import { createFindingReader } from './findings/createFindingReader.ts'
import { createDelegateReader } from './delegates/createDelegateReader.ts'
import { createHostingReader } from './hosting/createHostingReader.ts'
import { createModelReader } from './models/createModelReader.ts'
import type { PanelDuty } from './panels/panelDuties.ts'
import { createPanelReader } from './panels/createPanelReader.ts'
import { createParameterReader } from './parameters/createParameterReader.ts'
import { createProjectReader } from './projects/createProjectReader.ts'
import { createProposalPast } from './proposals/createProposalPast.ts'
import { createProposalReader } from './proposals/createProposalReader.ts'
import { grantsTo } from './proposals/grantsTo.ts'
import { createTreasuryReader } from './treasury/createTreasuryReader.ts'
import { happening } from './proposals/proposalRecords.ts'
import { readVesting } from './readVesting.ts'
import type { ProposalsAt } from './contractsAt.ts'

/**
 * Reads the proposals, parameters, treasury and other records of the DAO. They come from events, and from view functions of the contracts at one block. If no
 * DAO is deployed, lists are empty and numbers are 0.
 */
export type DaoHistoryReader = {
  /** Returns all disputes about bonds at the current block, in the order in which they were opened. */
  readDisputes(): Promise<DisputesAt>
  /** Returns the selected panels of bounties, carbon proofs and findings in final blocks, with the members that answered. */
  readPanelDuties(): Promise<readonly PanelDuty[]>
  /** Returns findings against services, newest first. The list is empty before their contract is deployed. */
  listFindings(query: z.output<typeof findingsQueryWire>): Promise<FindingsWire>
  /** Returns one finding. Refuses with `api.not_found`. */
  findFinding(id: number): Promise<FindingDetailWire | Refusal>
  /** Returns the hosting programmes of a model, newest first. The list is empty before their contract is deployed. */
  readHosting(query: z.output<typeof hostingQueryWire>): Promise<HostingWire>
  /** Returns the shares of hosting programmes that an account can claim, and the programmes that it sponsors. */
  readHostingAccount(account: Address): Promise<HostingAccountWire>
  /** Returns proposals, newest first. */
  listProposals(query: z.output<typeof proposalsQueryWire>): Promise<ProposalsWire>
  /** Returns the number of vetoed proposals so far. */
  countVetoes(): Promise<number>
  /** Decodes the logs of the governor and of the timelock among the logs of a transaction, with the number of each proposal. */
  decodeEvents(logs: Parameters<typeof daoEvents>[0]): Promise<TransactionWire['logs']>
  /** Returns every parameter that votes may change within limits, with its history. */
  listParameters(): Promise<ParametersWire>
  /** Returns the payments into and out of the treasury. */
  readTreasury(): Promise<TreasuryWire>
  /** Returns the payments that executed proposals made to an account. */
  listGrants(account: Address): Promise<GrantsWire>
  /** Returns one proposal. Refuses with `api.not_found`. */
  findProposal(id: bigint): Promise<ProposalDetailWire | Refusal>
  /** Returns the delegates with votes, most votes first unless the query sorts them in another way. */
  listDelegates(query: z.output<typeof delegatesQueryWire>): Promise<DelegatesWire>
  /**
   * Returns the newest steps of votes (such as the begin or the end of a vote) in final blocks, those of supported proposals first. Also returns the accounts
   * that have or delegated votes, but only if `isNew` is true for at least one vote, because reading them is slow. Otherwise that list is empty.
   */
  readVoteNotifications(isNew: (vote: VoteNotification) => boolean): Promise<{ votes: readonly VoteNotification[]; members: readonly Address[] }>
  /** Returns one account as a delegate, also an account without votes. Refuses with `api.not_found` if no DAO is deployed. */
  readDelegate(account: Address): Promise<DelegateWire | Refusal>
  /** Returns the token grants made at genesis. */
  readVesting(): Promise<VestingWire>
  /**
   * Returns bounties, newest first. The list is empty until the contracts that pay G tokens are deployed.
   */
  listBounties(query: z.output<typeof bountiesQueryWire>): Promise<BountiesWire>
  /** Returns one bounty, which pays G for work. Refuses with `api.not_found`. */
  findBounty(id: number): Promise<BountyWire | Refusal>
  /** Returns proofs of green energy, newest first. */
  listCarbon(query: z.output<typeof carbonQueryWire>): Promise<CarbonWire>
  /** Returns one proof of green energy. Refuses with `api.not_found`. */
  findCarbon(id: number): Promise<CarbonProofWire | Refusal>
  /** Returns projects, newest first. The list is empty before their contract (the incubator) is deployed. */
  listProjects(query: z.output<typeof projectsQueryWire>): Promise<ProjectsWire>
  /** Returns one project, which sponsors support by locking G tokens. Refuses with `api.not_found`. */
  findProject(id: number): Promise<ProjectWire | Refusal>
  /**
   * Returns futures commitments (GPU time that providers promised), newest first. The list is empty
   * before their contract is deployed.
   */
  listCommitments(query: z.output<typeof commitmentsQueryWire>): Promise<CommitmentsWire>
  /** Returns one futures commitment. Refuses with `api.not_found`. */
  findCommitment(id: number): Promise<CommitmentWire | Refusal>
  /**
   * Returns commercial models, newest first. The list is empty before their contract is deployed.
   */
  listModels(query: z.output<typeof modelsQueryWire>): Promise<ModelsWire>
  /** Returns one commercial model (a model that users pay for in G). Refuses with `api.not_found`. */
  findModel(id: number): Promise<ModelWire | Refusal>
  /**
   * Simulates the calls of a proposal at the current block and returns the result. Refuses with
   * `api.not_found`.
   */
  simulateProposal(id: bigint): Promise<SimulationWire | Refusal>
  /** Simulates and describes the calls of a proposal before anybody proposes them. Refuses with `api.not_found` if no DAO is deployed. */
  checkDraft(draft: ProposalDraftWire): Promise<DraftCheckWire | Refusal>
}

type Works =
  | 'readDisputes'
  | 'readPanelDuties'
  | 'listFindings'
  | 'findFinding'
  | 'readHosting'
  | 'readHostingAccount'
  | 'listBounties'
  | 'findBounty'
  | 'listCarbon'
  | 'findCarbon'
  | 'listProjects'
  | 'findProject'
type Promises = 'listCommitments' | 'findCommitment' | 'listModels' | 'findModel'
type Kept = <T>(key: string, read: (at: ProposalsAt) => Promise<T>) => Promise<T>

/**
 * Creates the readers of bounties, carbon proofs, projects, commitments, models, disputes, findings and hosting programmes. All of them share the cache `kept`, which contains the
 * data of one block.
 */
function worksOf(client: Client, kept: Kept): Pick<DaoHistoryReader, Works | Promises> {
  const bounties = createBountyReader(client)
  const carbon = createCarbonReader(client)
  const projects = createProjectReader(client)
  const commitments = createCommitmentReader(client)
  const models = createModelReader(client)
  const disputes = createDisputeReader(client)
  const panels = createPanelReader(client)
  const findings = createFindingReader(client)
  const hosting = createHostingReader(client)
  return {
    readDisputes: () => kept('disputes', disputes),
    readPanelDuties: () => kept('panels', panels),
    listFindings: (query) => kept(`findings ${query.service} ${query.member} ${query.cursor} ${query.limit}`, (at) => findings.list(at, query)),
    findFinding: (id) => kept(`finding ${id}`, (at) => findings.find(at, id)),
    readHosting: ({ model }) => kept(`hosting of ${model}`, (at) => hosting.ofModel(at, model)),
    readHostingAccount: (account) => kept(`hosting account ${account}`, (at) => hosting.ofAccount(at, account)),
    listBounties: (query) => kept(`bounties ${query.state} ${query.cursor} ${query.limit}`, (at) => bounties.list(at, query)),
    findBounty: (id) => kept(`bounty ${id}`, (at) => bounties.find(at, id)),
    listCarbon: (query) => kept(`carbon ${query.cursor} ${query.limit}`, (at) => carbon.list(at, query)),
    findCarbon: (id) => kept(`proof ${id}`, (at) => carbon.find(at, id)),
    listProjects: (query) => kept(`projects ${query.cursor} ${query.limit}`, (at) => projects.list(at, query)),
    listCommitments: (query) => kept(`commitments ${query.account} ${query.cursor} ${query.limit}`, (at) => commitments.list(at, query)),
    findCommitment: (id) => kept(`commitment ${id}`, (at) => commitments.find(at, id)),
    listModels: (query) => kept(`models ${query.cursor} ${query.limit} ${query.name}`, (at) => models.list(at, query)),
    findModel: (id) => kept(`model ${id}`, (at) => models.find(at, id)),
    findProject: (id) => kept(`project ${id}`, (at) => projects.find(at, id)),
  }
}

/**
 * Creates the reader of the DAO's history. `at` returns the contracts and the block at which to read. `failed` throws the right error if the chain does not
 * answer.
 */
export function createDaoHistoryReader(
  client: Client,
  { db, at: where, failed }: { db: Db; at: () => Promise<ProposalsAt>; failed: (cause: unknown) => never },
): DaoHistoryReader {
  const past = createProposalPast(client)
  const proposals = createProposalReader(client, past)
  const readParameterItems = createParameterReader(client, past.sets)
  const readTreasuryMoves = createTreasuryReader(past.treasury)
  const delegates = createDelegateReader(client, db)
  const keep = keepOfHead()
  const reading = async <T>(read: (at: ProposalsAt) => Promise<T>): Promise<T> => await where().then(read).catch(failed)

  const kept = <T>(key: string, read: (at: ProposalsAt) => Promise<T>) => reading((at) => keep(at.block.blockHash, key, () => read(at)))

  return {
    listProposals: (query) => reading((at) => proposals.list(at, query)),
    findProposal: (id) => reading((at) => proposals.find(at, id)),
    simulateProposal: (id) => reading((at) => proposals.simulate(at, id)),
    checkDraft: ({ calls }) =>
      reading((at) =>
        proposals.check(
          at,
          calls.map(({ to, value, data }) => ({ to: address(to), value: BigInt(value), data: data as Hex })),
        ),
      ),
    countVetoes: () => reading(async (at) => [...(await proposals.records(at)).values()].filter((record) => happening(record, 'vetoed')).length),
    decodeEvents: (logs) => reading(async (at) => decodedBy(at, logs, [...(await proposals.records(at)).keys()])),
    listParameters: () =>
      reading(async (at) => {
        const { governance } = at
        if (governance === null) return { ...headOf(at), items: [] }
        return { ...headOf(at), items: await readParameterItems({ ...at, governance }, await proposals.records(at)) }
      }),
    readTreasury: () =>
      reading(async (at) => {
        const { governance } = at
        if (governance === null) return { ...headOf(at), account: null, days: [], moves: [] }
        return { ...headOf(at), account: governance.timelock, ...(await readTreasuryMoves({ ...at, governance }, await proposals.records(at))) }
      }),
    listGrants: (account) =>
      reading(async (at) => ({ ...headOf(at), account, items: grantsTo(account, { records: (await proposals.records(at)).values(), at }) })),
    listDelegates: ({ cursor = '0', limit = usualPageItems, sort = 'votes', text = '' }) =>
      reading(async (at) => {
        const { governance } = at
        if (governance === null) return { ...headOf(at), quorum: '0', staked: '0', opened: 0, items: [], nextCursor: null }
        const page = { skip: Number(cursor), limit, sort, text: text.trim().toLowerCase() }
        return { ...headOf(at), ...(await delegates.list({ ...at, governance }, page, await proposals.records(at))) }
      }),
    readVoteNotifications: (isNew) =>
      reading(async (at) => {
        const { governance } = at
        const votes = governance === null ? [] : await proposals.voteNotifications({ ...at, governance })
        if (governance === null || !votes.some(isNew)) return { votes, members: [] }
        return { votes, members: await delegates.members({ ...at, governance }) }
      }),
    readDelegate: (account) =>
      reading(async (at): Promise<DelegateWire | Refusal> => {
        const { governance } = at
        if (governance === null) return { rejected: 'api.not_found', detail: 'no DAO is deployed' }
        return { ...headOf(at), ...(await delegates.read({ ...at, governance }, account, await proposals.records(at))) }
      }),
    ...worksOf(client, kept),
    readVesting: () =>
      reading(async (at) => {
        if (at.governance === null) return { ...headOf(at), genesis: '0', atOnce: '0', items: [] }
        return { ...headOf(at), ...(await readVesting(client, at.governance, at.block)) }
      }),
  }
}

function decodedBy({ governance }: ProposalsAt, logs: Parameters<typeof daoEvents>[0], ids: readonly bigint[]) {
  const numberOf = (id: bigint) => (ids.includes(id) ? ids.indexOf(id) + 1 : null)
  return governance === null ? [] : daoEvents(logs, { governance, numberOf })
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
}
