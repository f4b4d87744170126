import { type AuditAddresses, carbonRegistryAbi, panelsAbi, randomBeaconAbi } from '@infinitio/chain'
import { address, hex32 } from '@infinitio/domain'
import type { CarbonFilingWire, CarbonWire, carbonQueryWire } from '@infinitio/domain/wire'
import { type Client, type ContractFunctionReturnType, hexToString } from 'viem'
import { multicall } from 'viem/actions'
import type { z } from 'zod'
import type { AtBlock } from './readDao.ts'

type Filed = ContractFunctionReturnType<typeof carbonRegistryAbi, 'view', 'recordOf'>
type Asked = ContractFunctionReturnType<typeof panelsAbi, 'view', 'panelOf'>
type Filing = { readonly id: bigint; readonly record: Filed; readonly panel: Asked; readonly members: readonly string[]; readonly hasSeed: boolean }

const usualLimit = 25
/** As `CarbonState` of the contract counts them. */
const states = ['none', 'audit', 'accepted', 'rejected', 'returned', 'revoked', 'released'] as const

/** Filings of the carbon registry and where their audits stand, newest first, at one block. None where no registry is deployed. Throws viem's errors. */
export async function readCarbon(
  client: Client,
  { audits, block }: { audits: AuditAddresses | null; block: AtBlock },
  { cursor, limit = usualLimit }: z.output<typeof carbonQueryWire>,
): Promise<CarbonWire> {
  const head = { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
  if (audits === null) return { ...head, contracts: null, limits: null, items: [], nextCursor: null }
  const { carbonRegistry, panels } = audits
  const at = { address: carbonRegistry, abi: carbonRegistryAbi } as const
  const [count, { bond, auditorFee, slashBps, auditSeconds, auditors }] = await multicall(client, {
    ...{ deployless: true, allowFailure: false, blockNumber: block.blockNumber },
    contracts: [
      { ...at, functionName: 'filingCount' },
      { ...at, functionName: 'limits' },
    ],
  })
  const newest = cursor === undefined || BigInt(cursor) > count ? count : BigInt(cursor) - 1n
  const ids = Array.from({ length: Math.min(limit, Number(newest)) }, (_, index) => newest - BigInt(index))
  const items = (await readFilings(client, { audits, ids, block })).map((filing) => toWire(filing, head.blockTimestamp))
  const last = ids.at(-1) ?? 0n
  return {
    ...{ ...head, contracts: { carbonRegistry, panels } },
    limits: { bond: bond.toString(), auditorFee: auditorFee.toString(), slashBps, auditSeconds, auditors },
    ...{ items, nextCursor: last > 1n ? last.toString() : null },
  }
}

/** Three rounds: each filing, its panel and who is on it, and whether its seed is there. */
async function readFilings(
  client: Client,
  { audits, ids, block }: { audits: AuditAddresses; ids: readonly bigint[]; block: AtBlock },
): Promise<readonly Filing[]> {
  if (ids.length === 0) return []
  const every = { deployless: true, allowFailure: false, blockNumber: block.blockNumber } as const
  const carbon = { address: audits.carbonRegistry, abi: carbonRegistryAbi } as const
  const panels = { address: audits.panels, abi: panelsAbi } as const
  const beacon = { address: audits.randomBeacon, abi: randomBeaconAbi } as const
  const filed = ids.map((id) => ({ ...carbon, functionName: 'recordOf', args: [id] }) as const)
  const records = (await multicall(client, { ...every, contracts: filed })) as readonly Filed[]
  const asked = records.map(({ panelId }) => [panelId] as const)
  const [standing, members] = (await Promise.all([
    multicall(client, { ...every, contracts: asked.map((args) => ({ ...panels, functionName: 'panelOf', args }) as const) }),
    multicall(client, { ...every, contracts: asked.map((args) => ({ ...panels, functionName: 'membersOf', args }) as const) }),
  ])) as [readonly Asked[], readonly (readonly string[])[]]
  const rounds = standing.map(({ round }) => ({ ...beacon, functionName: 'firstSeedFrom', args: [round] }) as const)
  const seeds = (await multicall(client, { ...every, contracts: rounds })) as readonly (readonly [bigint, string])[]
  return ids.flatMap((id, index) => {
    const [record, panel, on, seed] = [records[index], standing[index], members[index], seeds[index]]
    if (record === undefined || panel === undefined || on === undefined || seed === undefined) return []
    return [{ id, record, panel, members: on, hasSeed: seed[0] !== 0n }]
  })
}

function toWire({ id, record, panel, members, hasSeed }: Filing, now: number): CarbonFilingWire {
  const { provider, source, certificateHash, coverage, from, until, acceptedAt, revokedAt, bond, panelId, panels, auditors, accepts, rejects } =
    record
  return {
    ...{ id: Number(id), provider: address(provider.toLowerCase()), source: plainText(source), certificateHash: hex32(certificateHash) },
    ...{ coverage: coverage.toString(), from, until, state: stateOf({ record, panel, hasSeed }, now), bond: bond.toString() },
    acceptedAt: acceptedAt === 0 ? null : acceptedAt,
    revokedAt: revokedAt === 0 ? null : revokedAt,
    panel: {
      ...{ id: panelId.toString(), number: panels, size: auditors, accepts, rejects },
      auditors: members.map((member) => address(member.toLowerCase())),
      answerUntil: panel.answerUntil === 0 ? null : panel.answerUntil,
    },
  }
}

function stateOf({ record, panel, hasSeed }: Pick<Filing, 'record' | 'panel' | 'hasSeed'>, now: number): CarbonFilingWire['state'] {
  const state = states[record.state] ?? 'none'
  if (state !== 'audit' && state !== 'none') return state
  if (panel.answerUntil === 0) return hasSeed ? 'drawable' : 'waiting'
  const isOver = now >= panel.answerUntil || record.accepts + record.rejects === record.auditors
  return isOver ? 'over' : 'audit'
}

/** A stranger's word, as printable ASCII. */
function plainText(word: `0x${string}`): string {
  return hexToString(word, { size: 32 }).replace(/[^\x20-\x7e]/g, '')
}
