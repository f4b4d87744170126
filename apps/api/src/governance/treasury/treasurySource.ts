import { feeSplitterAbi, gTokenAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, Log } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import type { Contracts } from '../contractsAt.ts'

/**
 * An event that changed the treasury's balance or burned market fees. Amounts are in base units of
 * the token.
 */
export type TreasuryLog = { readonly at: number; readonly blockNumber: bigint; readonly txHash: Hex32; readonly amount: bigint } & (
  | { readonly kind: 'move'; readonly token: 'pt' | 'g'; readonly direction: 'in' | 'out'; readonly other: Address }
  | { readonly kind: 'burned' }
)

const transfer = gTokenAbi.find((item): item is Extract<(typeof gTokenAbi)[number], { type: 'event'; name: 'Transfer' }> => {
  return item.type === 'event' && item.name === 'Transfer'
})
const feesSplit = feeSplitterAbi.find((item): item is Extract<(typeof feeSplitterAbi)[number], { type: 'event'; name: 'FeesSplit' }> => {
  return item.type === 'event' && item.name === 'FeesSplit'
})

/**
 * Reads transfers of PToken and G to and from the treasury, and burned fees, from the DAO's first
 * block on. Throws viem's errors.
 */
export function treasurySource(client: Client, { addresses, governance }: Pick<Contracts, 'addresses' | 'governance'>): LogSource<TreasuryLog> {
  const { timelock, gToken, governor } = governance
  const { pToken, feeSplitter } = addresses
  return {
    key: `${timelock} ${pToken} ${gToken} ${feeSplitter}`,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      if (transfer === undefined || feesSplit === undefined) throw new Error('tokens tell of transfers, and the splitter of fees')
      const tokens = { address: [pToken, gToken], event: transfer, strict: true as const, ...range }
      const [incoming, outgoing, burned] = await Promise.all([
        getLogs(client, { ...tokens, args: { to: timelock } }),
        getLogs(client, { ...tokens, args: { from: timelock } }),
        getLogs(client, { address: feeSplitter, event: feesSplit, strict: true, ...range }),
      ])
      const times = await timesOf(client, [...incoming, ...outgoing, ...burned])
      const markOf = ({ blockNumber, transactionHash }: Mined) => {
        return { at: times.get(blockNumber) ?? 0, blockNumber, txHash: hex32(transactionHash) }
      }
      const moveOf = (log: (typeof incoming)[number], direction: 'in' | 'out'): TreasuryLog => {
        const { from, to, value: amount } = log.args
        const token = lower(log.address) === pToken ? 'pt' : 'g'
        return { ...markOf(log), kind: 'move', token, direction, amount, other: lower(direction === 'in' ? from : to) }
      }
      const logs = [
        ...incoming.map((log) => ({ place: log.logIndex, log: moveOf(log, 'in') })),
        ...outgoing.map((log) => ({ place: log.logIndex, log: moveOf(log, 'out') })),
        ...burned.map((log) => ({ place: log.logIndex, log: { ...markOf(log), kind: 'burned' as const, amount: log.args.burned } })),
      ]
      return logs
        .sort((one, other) => Number(one.log.blockNumber - other.log.blockNumber) || one.place - other.place)
        .map(({ log }): TreasuryLog => log)
    },
  }
}

type Mined = Pick<Log<bigint, number, false>, 'blockNumber' | 'transactionHash'>

async function timesOf(client: Client, logs: readonly Mined[]): Promise<Map<bigint, number>> {
  const times = new Map<bigint, number>()
  for (const { blockNumber } of logs) if (!times.has(blockNumber)) times.set(blockNumber, Number((await getBlock(client, { blockNumber })).timestamp))
  return times
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
