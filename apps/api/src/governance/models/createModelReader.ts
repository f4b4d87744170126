import { gOracleAbi, modelPaymentsAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32, type Refusal } from '@infinitio/domain'
import { type ModelItemWire, type modelsQueryWire, type ModelsWire, type ModelWire, usualPageItems } from '@infinitio/domain/wire'
import type { Client, GetLogsReturnType } from 'viem'
import { getLogs, readContract } from 'viem/actions'
import type { z } from 'zod'
import { createEventLog, type LogSource, usualRanges } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/**
 * Reads commercial models from their contract's events, and the oracle's rate of PToken in G at the block. The results have no descriptions, because these are
 * not on the chain. Throws viem's errors.
 */
export type ModelReader = {
  list(at: ProposalsAt, query: z.output<typeof modelsQueryWire>): Promise<ModelsWire>
  /** Returns one commercial AI model, for which users pay in G. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<ModelWire | Refusal>
}

type Deployed = ProposalsAt & {
  readonly governance: NonNullable<ProposalsAt['governance']>
  readonly funding: NonNullable<ProposalsAt['funding']>
}

const mostPayments = 100
/** Seconds for which the oracle's rate (the value of one PToken in G tokens) stays valid after an update. */
const goodForSeconds = 86_400

/** Creates the reader of commercial models. */
export function createModelReader(client: Client): ModelReader {
  const log = createEventLog<ModelLog>(usualRanges)
  const logsOf = async (at: Deployed) => {
    const source = modelSource(client, { modelPayments: at.funding.modelPayments, governor: at.governance.governor })
    return Map.groupBy(await log.read(source, { ...at.block, final: at.final }), ({ id }) => id)
  }

  return {
    async list(at, { cursor, limit = usualPageItems, name }) {
      const head = headOf(at)
      if (!isDeployed(at)) return { ...head, contracts: null, rate: null, items: [], nextCursor: null }
      const [logs, rate] = await Promise.all([logsOf(at), readRate(client, at)])
      const named = name === undefined ? [...logs] : [...logs].filter(([, ofModel]) => nameOf(ofModel) === name)
      const older = named.filter(([id]) => cursor === undefined || id < Number(cursor))
      const items = older.slice(-limit).reverse().map(itemOf)
      return { ...head, contracts: contractsOf(at), rate, items, nextCursor: older.length > limit ? `${items.at(-1)?.id}` : null }
    },
    async find(at, id) {
      const logs = isDeployed(at) ? (await logsOf(at)).get(id) : undefined
      if (logs === undefined || !isDeployed(at)) return { rejected: 'api.not_found', detail: `model ${id}` }
      const latest = logs.flatMap(paymentOf).slice(-mostPayments).reverse()
      return { ...headOf(at), contracts: contractsOf(at), rate: await readRate(client, at), ...itemOf([id, logs]), description: null, latest }
    },
  }
}

function isDeployed(at: ProposalsAt): at is Deployed {
  return at.governance !== null && at.funding !== null
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
}

function contractsOf({ governance: { gToken }, funding: { modelPayments } }: Deployed) {
  return { modelPayments, gToken }
}

async function readRate(client: Client, { funding, block: { blockNumber, blockTimestamp } }: Deployed): Promise<ModelsWire['rate']> {
  const oracle = { address: funding.rateOracle, abi: gOracleAbi, blockNumber } as const
  const [rate, updatedAt] = await readContract(client, { ...oracle, functionName: 'lastRate' })
  return Number(blockTimestamp) > updatedAt + goodForSeconds ? null : { rate: `${rate}`, updatedAt }
}

function itemOf([id, logs]: readonly [number, readonly ModelLog[]]): ModelItemWire {
  const registered = logs.find((log) => log.kind === 'registered')
  const set = logs.findLast((log) => log.kind === 'set')
  if (registered?.kind !== 'registered' || set?.kind !== 'set') throw new Error('a model is registered before it is paid for')
  const paid = logs.flatMap((log) => (log.kind === 'paid' ? [log.gAmount] : []))
  return {
    ...{ id, name: registered.name, owner: registered.owner, payee: set.payee, pricePerUnit: `${set.pricePerUnit}` },
    payments: paid.length,
    paid: `${paid.reduce((sum, amount) => sum + amount, 0n)}`,
    isDescribed: false,
    record: null,
  }
}

function nameOf(logs: readonly ModelLog[]): string | null {
  const registered = logs.find((log) => log.kind === 'registered')
  return registered?.kind === 'registered' ? registered.name : null
}

function paymentOf(log: ModelLog): ModelWire['latest'] {
  if (log.kind !== 'paid') return []
  const { payer, payee, units, pTokenAmount, gAmount, rate, note, txHash } = log
  return [{ payer, payee, units: `${units}`, pTokenAmount: `${pTokenAmount}`, gAmount: `${gAmount}`, rate: `${rate}`, note, txHash }]
}

/**
 * One event of a commercial model. Prices and `pTokenAmount` are in base units of PToken, `gAmount` and `rate` in
 * base units of G.
 */
type ModelLog = { readonly id: number; readonly txHash: Hex32 } & (
  | { readonly kind: 'registered'; readonly owner: Address; readonly name: string }
  | { readonly kind: 'set'; readonly payee: Address; readonly pricePerUnit: bigint }
  | {
      readonly kind: 'paid'
      readonly payer: Address
      readonly payee: Address
      readonly units: bigint
      readonly pTokenAmount: bigint
      readonly gAmount: bigint
      readonly rate: bigint
      readonly note: Hex32
    }
)

const events = modelPaymentsAbi.filter((item) => item.type === 'event')

/** Reads the events of models, from the DAO's first block on. Throws viem's errors. */
function modelSource(client: Client, { modelPayments, governor }: { modelPayments: Address; governor: Address }): LogSource<ModelLog> {
  return {
    key: modelPayments,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: modelPayments, events, strict: true, ...range })
      return logs.map(toModelLog)
    },
  }
}

function toModelLog(log: GetLogsReturnType<undefined, typeof events, true>[number]): ModelLog {
  const at = { id: Number(log.args.id), txHash: hex32(log.transactionHash) }
  switch (log.eventName) {
    case 'ModelRegistered':
      return { ...at, kind: 'registered', owner: lower(log.args.owner), name: log.args.name }
    case 'ModelSet':
      return { ...at, kind: 'set', payee: lower(log.args.payee), pricePerUnit: log.args.pricePerUnit }
    case 'ModelPaid': {
      const { payer, payee, units, pTokenAmount, gAmount, rate, note } = log.args
      return { ...at, kind: 'paid', payer: lower(payer), payee: lower(payee), units, pTokenAmount, gAmount, rate, note: hex32(note) }
    }
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
