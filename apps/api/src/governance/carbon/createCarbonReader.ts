import { carbonRegistryAbi } from '@infinitio/chain'
import type { Refusal } from '@infinitio/domain'
import { type CarbonFilingWire, type CarbonProofWire, type carbonQueryWire, type CarbonWire, usualPageItems } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'
import type { z } from 'zod'
import { type CarbonFiling, carbonRecords } from './carbonRecords.ts'
import { type CarbonLog, carbonSource } from './carbonSource.ts'
import { createBlockTimes, timedSteps } from '../createBlockTimes.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import type { PanelDraw } from '../panelDraw.ts'
import { type PanelStanding, readPanels } from '../readPanels.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/**
 * Reads proofs of green energy from the events of their registry contract. Reads the state of their auditor panels by calling a view function of the contract
 * at the same block. Throws viem's errors.
 */
export type CarbonReader = {
  list(at: ProposalsAt, query: z.output<typeof carbonQueryWire>): Promise<CarbonWire>
  /** Returns one proof of green energy. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<CarbonProofWire | Refusal>
}

type Deployed = ProposalsAt & { readonly governance: NonNullable<ProposalsAt['governance']> }

/** Creates the reader of proofs of green energy. */
export function createCarbonReader(client: Client): CarbonReader {
  const log = createEventLog<CarbonLog>(usualRanges)
  const timesOf = createBlockTimes(client)
  const records = async ({ governance, block, final }: Deployed) =>
    carbonRecords(await log.read(carbonSource(client, governance), { ...block, final }))

  return {
    async list(at, { cursor, limit = usualPageItems }) {
      if (!isDeployed(at)) return { ...headOf(at), contracts: null, limits: null, items: [], nextCursor: null }
      const all = [...(await records(at)).values()]
      const older = cursor === undefined ? all : all.filter(({ filed }) => filed.id < Number(cursor))
      const page = older.slice(-limit).reverse()
      const [limits, panels] = await Promise.all([readLimits(client, at), panelsOf(client, at, page)])
      const items = page.map((record) => filingOf(record, panels.get(record.panelId), Number(at.block.blockTimestamp)))
      return { ...headOf(at), contracts: contractsOf(at), limits, items, nextCursor: older.length > limit ? `${page.at(-1)?.filed.id}` : null }
    },
    async find(at, id) {
      const record = isDeployed(at) ? (await records(at)).get(id) : undefined
      if (record === undefined || !isDeployed(at)) return { rejected: 'api.not_found', detail: `proof ${id}` }
      const [limits, { lapsesAt, releaseSeconds }, panels, steps] = await Promise.all([
        readLimits(client, at),
        readTimes(client, at, id),
        panelsOf(client, at, [record]),
        timedSteps(record.logs, { timesOf, final: at.final, stepOf }),
      ])
      const filing = filingOf(record, panels.get(record.panelId), Number(at.block.blockTimestamp))
      const { nodes, meterHash } = record.filed.proof
      return {
        ...{ ...headOf(at), contracts: contractsOf(at), limits, ...filing, nodes: [...nodes], meterHash, steps },
        revocableUntil: filing.state === 'accepted' ? filing.until + releaseSeconds : null,
        lapsesAt: filing.state === 'waiting' || filing.state === 'drawable' ? lapsesAt : null,
      }
    },
  }
}

function isDeployed(at: ProposalsAt): at is Deployed {
  return at.governance !== null
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
}

function contractsOf({ governance: { carbonRegistry, panels, gToken } }: Deployed) {
  return { carbonRegistry, panels, gToken }
}

async function readLimits(client: Client, { governance, block }: Deployed): Promise<NonNullable<CarbonWire['limits']>> {
  const to = { address: governance.carbonRegistry, abi: carbonRegistryAbi } as const
  const [{ bond, auditorFee, slashBps, auditSeconds, auditors }, mostPanels] = await multicall(client, {
    ...{ deployless: true, allowFailure: false, blockNumber: block.blockNumber },
    contracts: [
      { ...to, functionName: 'limits' },
      { ...to, functionName: 'MOST_PANELS' },
    ],
  })
  return { bond: bond.toString(), auditorFee: auditorFee.toString(), mostPanels: Number(mostPanels), slashBps, auditSeconds, auditors }
}

/**
 * Reads two times of a filing (a proof of green energy that auditors must check) that no event contains: when it can be abandoned because no panel was
 * selected, in Unix seconds, and after how many seconds its bond can be released.
 */
async function readTimes(client: Client, { governance, block }: Deployed, id: number) {
  const to = { address: governance.carbonRegistry, abi: carbonRegistryAbi } as const
  const [{ lapsesAt }, release] = await multicall(client, {
    ...{ deployless: true, allowFailure: false, blockNumber: block.blockNumber },
    contracts: [
      { ...to, functionName: 'recordOf', args: [BigInt(id)] },
      { ...to, functionName: 'RELEASE_SECONDS' },
    ],
  })
  return { lapsesAt, releaseSeconds: Number(release) }
}

async function panelsOf(client: Client, { governance, block }: Deployed, page: readonly CarbonFiling[]) {
  const ids = page.map(({ panelId }) => panelId)
  return await readPanels(client, { panels: governance.panels, ids, blockNumber: block.blockNumber })
}

function filingOf(record: CarbonFiling, panel: PanelStanding | undefined, now: number): CarbonFilingWire {
  const { filed, answers, certificateHash, acceptedAt, revokedAt } = record
  const { source, coverage, from, until } = filed.proof
  const accepts = answers.filter((answer) => answer.accepts).length
  const isHeld = record.state === 'audit' || record.state === 'accepted'
  return {
    ...{ id: filed.id, provider: filed.provider, source, certificateHash, coverage: coverage.toString(), from, until },
    ...{ state: stateOf(record, panel, now), acceptedAt, revokedAt, bond: isHeld ? filed.bond.toString() : '0' },
    panel: {
      ...{ id: record.panelId.toString(), number: record.panels, size: panel?.size ?? 0, auditors: [...(panel?.members ?? [])] },
      ...{ answers: [...answers], answerUntil: panel?.answerUntil ?? null, accepts, rejects: answers.length - accepts },
    },
  }
}

function stateOf({ state, answers }: CarbonFiling, panel: PanelStanding | undefined, now: number): CarbonFilingWire['state'] {
  if (state !== 'audit' || panel === undefined) return state
  if (panel.answerUntil === null) return panel.hasSeed ? 'drawable' : 'waiting'
  return now >= panel.answerUntil || answers.length === panel.size ? 'over' : 'audit'
}

function stepOf(log: CarbonFiling['logs'][number] | PanelDraw): Omit<CarbonProofWire['steps'][number], 'at'> {
  const none = { account: null, members: [], accepts: null, text: '', amount: null, txHash: log.txHash }
  switch (log.kind) {
    case 'filed':
      return { ...none, kind: 'filed', account: log.provider, amount: `${log.bond + log.pot}` }
    case 'drawn':
      return { ...none, kind: 'drawn', members: [...log.members] }
    case 'audited':
      return { ...none, kind: 'audited', account: log.auditor, accepts: log.accepts, text: log.reason, amount: `${log.fee}` }
    case 'revoked':
      return { ...none, kind: 'revoked', text: log.reason, amount: `${log.paidBack}` }
    case 'rejected':
    case 'returned':
    case 'released':
      return { ...none, kind: log.kind, amount: `${log.paidBack}` }
    case 'asked':
    case 'shown':
    case 'accepted':
      return { ...none, kind: log.kind }
  }
}
