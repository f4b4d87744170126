import { futuresCommitmentAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, GetLogsReturnType } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'

/** One event of a commitment (a provider's promise of GPU time), with the fields that pages show. Amounts are in base units of PToken. */
export type CommitmentLog = { readonly id: number; readonly txHash: Hex32 } & (
  | { readonly kind: 'committed'; readonly provider: Address; readonly promisedTo: Address; readonly gpuSeconds: bigint; readonly bond: bigint }
  | { readonly kind: 'recorded'; readonly delivered: bigint }
  | { readonly kind: 'settled'; readonly slashed: bigint; readonly compensated: bigint }
)

const events = futuresCommitmentAbi.filter((item) => item.type === 'event')

/** Reads the events of commitments, from the DAO's first block on. Throws viem's errors. */
export function commitmentSource(
  client: Client,
  { futuresCommitment, governor }: { futuresCommitment: Address; governor: Address },
): LogSource<CommitmentLog> {
  return {
    key: futuresCommitment,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: futuresCommitment, events, strict: true, ...range })
      return logs.flatMap(toCommitmentLog)
    },
  }
}

function toCommitmentLog(log: GetLogsReturnType<undefined, typeof events, true>[number]): CommitmentLog[] {
  const txHash = hex32(log.transactionHash)
  switch (log.eventName) {
    case 'Committed': {
      const { id, provider, terms } = log.args
      const { gpuSeconds, bond } = terms
      return [{ id: Number(id), txHash, kind: 'committed', provider: lower(provider), promisedTo: lower(terms.promisedTo), gpuSeconds, bond }]
    }
    case 'DeliveryRecorded':
      return [{ id: Number(log.args.id), txHash, kind: 'recorded', delivered: log.args.delivered }]
    case 'CommitmentSettled': {
      const { id, slashed, compensated } = log.args
      return [{ id: Number(id), txHash, kind: 'settled', slashed, compensated }]
    }
    // This event pays out an account and belongs to no single commitment.
    case 'PaidOut':
      return []
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
