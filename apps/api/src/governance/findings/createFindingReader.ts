import { findingStep, findingsAbi, readFindingCount, readFindingList, readFindings, type StoredFinding } from '@infinitio/chain'
import type { Address, Refusal } from '@infinitio/domain'
import { type FindingDetailWire, type findingsQueryWire, type FindingsWire, type FindingWire, usualPageItems } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import type { z } from 'zod'
import type { ProposalsAt } from '../contractsAt.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { type FindingLog, findingSource } from './findingSource.ts'

/** Reads findings against services from the contract at a block. Takes answers, reasons and evidence from events. Throws viem's errors. */
export type FindingReader = {
  /** Returns findings, newest first. The list is empty before the contract is deployed. */
  list(at: ProposalsAt, query: z.output<typeof findingsQueryWire>): Promise<FindingsWire>
  /** Returns one finding. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<FindingDetailWire | Refusal>
}

/** The most findings that one filtered request reads. If there are older ones, the answer contains a cursor for the next request. */
const mostLookedAt = 250
/**
 * A panel must be selected for a finding within this many seconds after the finding was filed. After that, the finding is closed without a decision. The same
 * as DRAW_SECONDS of Findings.sol.
 */
const drawSeconds = 3 * 86_400

/** Creates the reader of findings (accusations against services). */
export function createFindingReader(client: Client): FindingReader {
  const log = createEventLog<FindingLog>(usualRanges)

  /** Reads findings by their numbers, with their events. */
  async function read(at: Deployed, ids: readonly number[]): Promise<FindingWire[]> {
    const { findings, block, final, governance } = at
    const { blockNumber } = block
    const [stored, logs] = await Promise.all([
      readFindingList(client, { findings, ids: ids.map(BigInt), blockNumber }),
      log.read(findingSource(client, { findings, governor: governance.governor }), { ...block, final }),
    ])
    const own = Map.groupBy(logs, ({ id }) => id)
    return stored.map((one) => describeFinding(one, own.get(Number(one.id)) ?? [], Number(block.blockTimestamp)))
  }

  return {
    async list(at, { cursor, limit = usualPageItems, ...filter }) {
      const deployed = await deployedAt(client, at)
      if (deployed === null) return { ...headOf(at), contracts: null, items: [], nextCursor: null }
      const count = Number(await readFindingCount(client, deployed.findings, at.block.blockNumber))
      const newest = cursor === undefined ? count : Math.min(count, Number(cursor) - 1)
      const items: FindingWire[] = []
      let above = newest
      while (above > 0 && items.length < limit && newest - above < mostLookedAt) {
        // If there is a filter, read a full page of findings in each step, because most of them may not match.
        const step = isFiltered(filter) ? usualPageItems : limit
        const ids = Array.from({ length: Math.min(step, above) }, (_, place) => above - place)
        const fitting = (await read(deployed, ids)).filter((one) => fits(one, filter)).slice(0, limit - items.length)
        items.push(...fitting)
        above = items.length < limit ? above - ids.length : (fitting.at(-1)?.id ?? above) - 1
      }
      return { ...headOf(at), contracts: deployed.contracts, items, nextCursor: above > 0 ? `${above + 1}` : null }
    },
    async find(at, id) {
      const deployed = await deployedAt(client, at)
      const [found] = deployed === null ? [] : await read(deployed, [id])
      if (deployed === null || found === undefined) return { rejected: 'api.not_found', detail: `finding ${id}` }
      return { ...headOf(at), contracts: deployed.contracts, ...found }
    },
  }
}

type Filter = Pick<z.output<typeof findingsQueryWire>, 'service' | 'member'>

function isFiltered({ service, member }: Filter): boolean {
  return service !== undefined || member !== undefined
}

function fits(finding: FindingWire, { service, member }: Filter): boolean {
  if (service !== undefined && finding.service !== service) return false
  return member === undefined || finding.members.some(({ account }) => account === member)
}

type Deployed = ProposalsAt & {
  readonly governance: NonNullable<ProposalsAt['governance']>
  readonly findings: Address
  readonly contracts: FindingDetailWire['contracts']
}

/** Returns the contracts at a block, or null if nobody judges findings on this chain. */
async function deployedAt(client: Client, at: ProposalsAt): Promise<Deployed | null> {
  const { governance } = at
  const findings = governance === null ? null : await readFindings(client, at.addresses.directory)
  if (governance === null || findings === null) return null
  const read = { address: findings, abi: findingsAbi, functionName: 'MEMBER_PAY', blockNumber: at.block.blockNumber } as const
  const { panels, gToken } = governance
  return { ...at, governance, findings, contracts: { findings, panels, gToken, answerPay: `${await readContract(client, read)}` } }
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), now: Number(block.blockTimestamp) }
}

/** Returns a finding as the API shows it, from what the contract stores and its events. `now` is the block time in Unix seconds. */
function describeFinding(stored: StoredFinding, logs: readonly FindingLog[], now: number): FindingWire {
  const { id, state, service, act, loss, accuser, victim, panelId, members, guilty, innocent, lapsesAt, answerUntil } = stored
  const filed = logs.find((log) => log.kind === 'filed')
  const answers = new Map(logs.flatMap((log) => (log.kind === 'answered' ? [[log.member, log] as const] : [])))
  const step = findingStep(stored, now)
  const deadline = step === 'draw' ? lapsesAt : step === 'answer' ? answerUntil : null
  return {
    ...{ id: Number(id), state, service, act, number: `${filed?.number ?? 0n}`, loss: `${loss}`, accuser, victim },
    ...{ evidence: [...(filed?.evidence ?? [])], panelId: `${panelId}`, guilty, innocent },
    members: members.map((account) => {
      const answer = answers.get(account)
      if (answer === undefined) return { account, verdict: null, reason: null }
      return { account, verdict: answer.guilty ? 'guilty' : 'innocent', reason: answer.reason }
    }),
    ...{ next: { act: step, deadline }, filedAt: lapsesAt - drawSeconds },
  }
}
