import type { LedgerEvent } from '@infinitio/chain'
import { findChannel, findService, type Queryable, saveChannel, settleChannels } from '@infinitio/db'
import { assertNever } from '@infinitio/domain'
import type { EventSite } from '../eventSite.ts'
import { movePot } from './movePot.ts'

/** The events of payment channels (a payer's deposits for one AI service each). */
export type ChannelEvent = Extract<LedgerEvent, { name: `Channel${string}` }>

const secondsPerDay = 86_400n

/**
 * Applies one event of a payment channel (a payer's deposit for one AI service) to the rows. Changes the channel itself, and the pots (balances in the service
 * ledger) that pay into it or are paid from it. Throws if the event contradicts the stored rows.
 */
export async function projectChannel(tx: Queryable, event: ChannelEvent, site: EventSite): Promise<void> {
  switch (event.name) {
    case 'ChannelFunded':
      return fund(tx, event, site)
    case 'ChannelExiting': {
      const row = await findChannel(tx, event)
      // A payer can begin to leave a channel that was never funded. Such a channel holds no money, and the event does not contain the channel's fields, so
      // store nothing.
      if (row === null) return
      return saveChannel(tx, { ...row, exitAt: event.exitAt, updatedBlock: site.blockNumber })
    }
    case 'ChannelClosed': {
      const row = await findChannel(tx, event)
      if (row === null) {
        if (event.refund !== 0n) throw new Error(`the channel ${event.channel} is not in channels, but the chain pays it back`)
        return
      }
      await movePot(tx, { account: row.payer, asset: row.asset, free: event.refund }, site.blockNumber)
      const { serial } = event
      return saveChannel(tx, { ...row, deposited: row.deposited - event.refund, exitAt: 0n, serial, updatedBlock: site.blockNumber })
    }
    case 'ChannelsSettled':
      return settle(tx, event, site)
    default:
      return assertNever(event)
  }
}

type Funded = Extract<ChannelEvent, { name: 'ChannelFunded' }>

async function fund(tx: Queryable, event: Funded, { blockNumber, timestamp }: EventSite): Promise<void> {
  const { channel, payer, key, curve, service, asset, serial, deposited } = event
  const row = await findChannel(tx, { channel })
  const before = row ?? { deposited: 0n, settled: 0n, seq: 0n, exitAt: 0n, openedAt: timestamp }
  await movePot(tx, { account: payer, asset, free: before.deposited - deposited }, blockNumber)
  const { settled, seq, exitAt, openedAt } = before
  await saveChannel(tx, { channel, payer, key, curve, service, asset, deposited, settled, seq, exitAt, serial, openedAt, updatedBlock: blockNumber })
}

type Settled = Extract<ChannelEvent, { name: 'ChannelsSettled' }>

async function settle(tx: Queryable, event: Settled, { blockNumber, timestamp }: EventSite): Promise<void> {
  const { asset, paid, royalty, fee } = event
  const service = await findService(tx, event)
  if (service === null) throw new Error(`the service ${event.service} is not in services, but the chain pays it`)
  // One settlement may contain two claims on the same channel. Claims only grow, so the last row of a channel has its highest claim.
  const rows = [...new Map(event.rows.map((row) => [row.channel, row])).values()]
  await settleChannels(tx, { rows, day: timestamp / secondsPerDay, updatedBlock: blockNumber })
  await movePot(tx, { account: service.payee, asset, free: paid, fees: fee }, blockNumber)
  await movePot(tx, { account: service.royaltyTo, asset, free: royalty }, blockNumber)
}
