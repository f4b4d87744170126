import { listAllowances, listChannelDays, listPayerChannels, listPots, type PayerChannelRow } from '@infinitio/db'
import { assetUnits, bps, zeroAddress } from '@infinitio/domain'
import { type ChannelWire, type PayerWire, type payerQueryWire, usualPageItems } from '@infinitio/domain/wire'
import { shareClaim } from '@infinitio/services'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'
import { offeredModelOf } from './offerOf.ts'
import { placeOf, textOfPlace } from './timedPlace.ts'

const secondsPerDay = 86_400
const shownDays = 30
const mostDays = 500

/**
 * Returns an account's money in the service ledger (the contract through which renters pay for AI services): its balance of each asset, its allowances, a page
 * of its payment channels, and the amounts settled per day.
 */
export async function readPayer(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { account, ...query }: { account: string } & z.output<typeof payerQueryWire>,
): Promise<PayerWire> {
  const limit = query.limit ?? usualPageItems
  const { now } = clock.read()
  const today = BigInt(Math.floor(now / secondsPerDay))
  const [pots, allowances, rows, days] = await Promise.all([
    listPots(db, { account }),
    listAllowances(db, { payer: account }),
    listPayerChannels(db, { payer: account, before: placeOf(query.cursor), limit: limit + 1 }),
    listChannelDays(db, { payer: account, fromDay: today - BigInt(shownDays - 1), limit: mostDays }),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    now,
    pots: pots.map(({ asset, free, fees }) => ({ asset, free: `${free}`, fees: `${fees}` })),
    allowances: allowances.map(({ key, asset, unitsLeft, dayCap, spentToday, spentOn, unsettled, until }) => ({
      ...{ key, asset, left: `${unitsLeft}`, dayCap: `${dayCap}`, spentToday: `${spentOn === today ? spentToday : 0n}` },
      ...{ unsettled: `${unsettled}`, until: Number(until) },
    })),
    channels: page.map(channelToWire),
    nextCursor: rows.length > limit && last !== undefined ? textOfPlace({ at: last.openedAt, id: last.channel }) : null,
    days: days.map(({ day, settled, ...of }) => ({ ...of, day: Number(day), settled: `${settled}` })),
  }
}

function channelToWire(row: PayerChannelRow): ChannelWire {
  const { channel, payer, key, curve, service, asset, serial, lockSeconds, royaltyTo } = row
  const { royalty } = shareClaim({ settled: assetUnits(0n), claim: assetUnits(row.settled), royaltyBps: bps(row.royaltyBps) })
  return {
    ...{ channel, payer, key, curve, service, asset, deposited: `${row.deposited}`, settled: `${row.settled}`, seq: Number(row.seq), serial },
    ...{ exitAt: row.exitAt === 0n ? null : Number(row.exitAt), lockSeconds, offeredModel: offeredModelOf(row.terms) },
    ...{ royaltyTo: royaltyTo === zeroAddress ? null : royaltyTo, royalty: `${royalty}`, openedAt: Number(row.openedAt) },
  }
}
