import { modelPaymentsAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, GetLogsReturnType } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'

/**
 * One event of a commercial model. Prices and `pTokenAmount` are in base units of PToken, `gAmount` and `rate` in
 * base units of G.
 */
export type ModelLog = { readonly id: number; readonly txHash: Hex32 } & (
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
export function modelSource(client: Client, { modelPayments, governor }: { modelPayments: Address; governor: Address }): LogSource<ModelLog> {
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
