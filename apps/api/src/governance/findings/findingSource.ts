import { findingsAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, getAbiItem } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'

/**
 * One event of a finding (an accusation of an AI service), with the fields that the contract does not store. `number` is the number of the settled claim that
 * the finding is about or, for two contradicting receipts, the number that both receipts have.
 */
export type FindingLog = { readonly id: number } & (
  | { readonly kind: 'filed'; readonly number: bigint; readonly evidence: readonly Hex32[]; readonly lapsesAt: number }
  | { readonly kind: 'answered'; readonly member: Address; readonly guilty: boolean; readonly reason: string }
)

const events = [getAbiItem({ abi: findingsAbi, name: 'FindingFiled' }), getAbiItem({ abi: findingsAbi, name: 'FindingAnswered' })] as const

/** Reads the events of findings, from the DAO's first block on. Throws viem's errors. */
export function findingSource(client: Client, { findings, governor }: { findings: Address; governor: Address }): LogSource<FindingLog> {
  return {
    key: findings,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: findings, events, strict: true, ...range })
      return logs.map((log): FindingLog => {
        const id = Number(log.args.id)
        if (log.eventName === 'FindingAnswered') {
          const { member, guilty, reason } = log.args
          return { id, kind: 'answered', member: address(member.toLowerCase()), guilty, reason }
        }
        const { number, evidence, lapsesAt } = log.args
        return { id, kind: 'filed', number, evidence: evidence.map((hash) => hex32(hash)), lapsesAt }
      })
    },
  }
}
