import { gOracleAbi } from '@infinitio/chain'
import type { Refusal } from '@infinitio/domain'
import type { ModelItemWire, modelsQueryWire, ModelsWire, ModelWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import type { z } from 'zod'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { type ModelLog, modelSource } from './modelSource.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/** Reads commercial models from their contract's events, and the oracle's rate at the block. Throws viem's errors. */
export type ModelReader = {
  list(at: ProposalsAt, query: z.output<typeof modelsQueryWire>): Promise<ModelsWire>
  /** Returns one model. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<ModelWire | Refusal>
}

type Deployed = ProposalsAt & {
  readonly governance: NonNullable<ProposalsAt['governance']>
  readonly funding: NonNullable<ProposalsAt['funding']>
}

const usualLimit = 25
const mostPayments = 100
/** Seconds after its last update for which the oracle's rate is valid. */
const goodForSeconds = 86_400

/** Creates the reader. */
export function createModelReader(client: Client): ModelReader {
  const log = createEventLog<ModelLog>(usualRanges)
  const logsOf = async (at: Deployed) => {
    const source = modelSource(client, { modelPayments: at.funding.modelPayments, governor: at.governance.governor })
    return Map.groupBy(await log.read(source, { ...at.block, final: at.final }), ({ id }) => id)
  }

  return {
    async list(at, { cursor, limit = usualLimit }) {
      const head = headOf(at)
      if (!isDeployed(at)) return { ...head, contracts: null, rate: null, items: [], nextCursor: null }
      const [logs, rate] = await Promise.all([logsOf(at), readRate(client, at)])
      const older = [...logs].filter(([id]) => cursor === undefined || id < Number(cursor))
      const items = older.slice(-limit).reverse().map(itemOf)
      return { ...head, contracts: contractsOf(at), rate, items, nextCursor: older.length > limit ? `${items.at(-1)?.id}` : null }
    },
    async find(at, id) {
      const logs = isDeployed(at) ? (await logsOf(at)).get(id) : undefined
      if (logs === undefined || !isDeployed(at)) return { rejected: 'api.not_found', detail: `model ${id}` }
      const latest = logs.flatMap(paymentOf).slice(-mostPayments).reverse()
      return { ...headOf(at), contracts: contractsOf(at), rate: await readRate(client, at), ...itemOf([id, logs]), latest }
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
  }
}

function paymentOf(log: ModelLog): ModelWire['latest'] {
  if (log.kind !== 'paid') return []
  const { payer, payee, units, pTokenAmount, gAmount, rate, note, txHash } = log
  return [{ payer, payee, units: `${units}`, pTokenAmount: `${pTokenAmount}`, gAmount: `${gAmount}`, rate: `${rate}`, note, txHash }]
}
