import { type FuturesCommitment, futuresCommitmentAbi, readCommitmentsOf } from '@infinitio/chain'
import { type Address, address, type Refusal } from '@infinitio/domain'
import { type CommitmentItemWire, type commitmentsQueryWire, type CommitmentsWire, type CommitmentWire, usualPageItems } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import type { z } from 'zod'
import { type CommitmentLog, commitmentSource } from './commitmentSource.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import type { ProposalsAt } from '../contractsAt.ts'

/**
 * Reads futures commitments (GPU time that providers promise) from contract views at the block. Takes the fields that no view returns from events. Throws
 * viem's errors.
 */
export type CommitmentReader = {
  list(at: ProposalsAt, query: z.output<typeof commitmentsQueryWire>): Promise<CommitmentsWire>
  /** Returns one commitment (GPU time that a provider promises). Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: number): Promise<CommitmentWire | Refusal>
}

type Deployed = ProposalsAt & {
  readonly governance: NonNullable<ProposalsAt['governance']>
  readonly funding: NonNullable<ProposalsAt['funding']>
}
type Told = { readonly commitment: FuturesCommitment; readonly logs: readonly CommitmentLog[] }

const mostSteps = 100
/**
 * Deadlines of the contract, in seconds: a recorded delivery of GPU time can be corrected for 72 h, and a delivery must be recorded within 14 days after the
 * end of the commitment's time.
 */
const [correctionSeconds, recordSeconds] = [72 * 3_600, 14 * 86_400]

/** Creates the reader of commitments (promises of GPU time). */
export function createCommitmentReader(client: Client): CommitmentReader {
  const log = createEventLog<CommitmentLog>(usualRanges)
  const logsOf = async (at: Deployed) => {
    const source = commitmentSource(client, { futuresCommitment: at.funding.futuresCommitment, governor: at.governance.governor })
    return Map.groupBy(await log.read(source, { ...at.block, final: at.final }), ({ id }) => id)
  }
  const tell = async ({ funding: { futuresCommitment }, block: { blockNumber } }: Deployed, found: readonly (readonly CommitmentLog[])[]) => {
    const ids = found.map(([first]) => BigInt(first?.id ?? 0))
    const read = await readCommitmentsOf(client, { futuresCommitment, ids, blockNumber })
    return read.map((commitment, place): Told => ({ commitment, logs: found[place] ?? [] }))
  }

  return {
    async list(at, { account, cursor, limit = usualPageItems }) {
      const head = headOf(at)
      if (!isDeployed(at)) return { ...head, contracts: null, owed: null, items: [], nextCursor: null }
      const of = account === undefined ? null : address(account)
      const older = [...(await logsOf(at)).values()].filter((logs) => isAsked(logs, { of, cursor }))
      const page = older.slice(-limit).reverse()
      const [told, owed] = await Promise.all([tell(at, page), of === null ? null : readOwed(client, at, of)])
      const items = told.map((one) => itemOf(one, head.blockTimestamp))
      return { ...head, contracts: contractsOf(at), owed, items, nextCursor: older.length > limit ? `${items.at(-1)?.id}` : null }
    },
    async find(at, id) {
      const logs = isDeployed(at) ? (await logsOf(at)).get(id) : undefined
      if (logs === undefined || !isDeployed(at)) return { rejected: 'api.not_found', detail: `commitment ${id}` }
      const [told] = await tell(at, [logs])
      if (told === undefined) throw new Error('one commitment has one standing')
      const { recordedEpoch } = told.commitment
      return {
        ...headOf(at),
        contracts: contractsOf(at),
        ...itemOf(told, Number(at.block.blockTimestamp)),
        recordedEpoch: recordedEpoch === null ? null : Number(recordedEpoch),
        steps: logs.slice(-mostSteps).map(stepOf),
      }
    },
  }
}

function isDeployed(at: ProposalsAt): at is Deployed {
  return at.governance !== null && at.funding !== null
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp) }
}

function contractsOf({ addresses, funding: { futuresCommitment } }: Deployed) {
  return { futuresCommitment, pToken: addresses.pToken }
}

function isAsked([first]: readonly CommitmentLog[], { of, cursor }: { of: Address | null; cursor: string | undefined }): boolean {
  if (first?.kind !== 'committed' || (cursor !== undefined && first.id >= Number(cursor))) return false
  return of === null || first.provider === of || first.promisedTo === of
}

async function readOwed(client: Client, { funding, block: { blockNumber } }: Deployed, account: Address): Promise<string> {
  const contract = { address: funding.futuresCommitment, abi: futuresCommitmentAbi } as const
  return `${await readContract(client, { ...contract, functionName: 'owedTo', args: [account], blockNumber })}`
}

function itemOf({ commitment, logs }: Told, now: number): CommitmentItemWire {
  const { provider, promisedTo, classId, from, until, recordedAt } = commitment
  const settled = logs.find((log) => log.kind === 'settled')
  const settleableAt = recordedAt === null ? until + recordSeconds : recordedAt + correctionSeconds
  return {
    ...{ id: Number(commitment.id), provider, promisedTo, classId, from, until, gpuSeconds: Number(commitment.gpuSeconds) },
    ...{ pricePerGpuSecond: `${commitment.pricePerGpuSecond}`, value: `${commitment.value}`, bond: `${commitment.bond}` },
    delivered: recordedAt === null ? null : Number(commitment.delivered),
    state: stateOf(commitment, { now, settleableAt }),
    settleableAt: now < until ? null : settleableAt,
    slashed: settled?.kind === 'settled' ? `${settled.slashed}` : null,
    compensated: settled?.kind === 'settled' ? `${settled.compensated}` : null,
  }
}

function stateOf(
  { from, until, recordedAt, isSettled }: FuturesCommitment,
  { now, settleableAt }: { now: number; settleableAt: number },
): CommitmentItemWire['state'] {
  if (isSettled) return 'settled'
  if (now < from) return 'ahead'
  if (now < until) return 'running'
  if (now >= settleableAt) return 'due'
  return recordedAt === null ? 'measuring' : 'recorded'
}

function stepOf(log: CommitmentLog): CommitmentWire['steps'][number] {
  const { kind, txHash } = log
  switch (kind) {
    case 'committed':
      return { kind, gpuSeconds: Number(log.gpuSeconds), amount: `${log.bond}`, txHash }
    case 'recorded':
      return { kind, gpuSeconds: Number(log.delivered), amount: null, txHash }
    case 'settled':
      return { kind, gpuSeconds: null, amount: `${log.slashed}`, txHash }
  }
}
