import { randomUUID } from 'node:crypto'
import { findOrder, insertApiCommand } from '@infinitio/db'
import { type Address, backOffMs, durationSeconds, holdId as brandHoldId, orderHash, type Refusal } from '@infinitio/domain'
import type { PlaceHoldWire } from '@infinitio/domain/wire'
import { toCanonical } from '@infinitio/matching'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import { strikesOf } from '../../intake/strikesOf.ts'
import type { Services } from '../../services/services.ts'
import { checkGate } from './checkGate.ts'

/**
 * Asks the matcher for a hold. Refuses with `order.backed_off`, `order.ask_unknown`, `order.ask_gone`, `order.too_few_gpus`, `order.too_many_gpus`,
 * `order.duration_too_short`, `order.duration_too_long`, `order.self_trade`, `order.private_listing` and those of `checkGate`; capacity, funds and the limits on holds are the
 * matcher's to judge: read the hold.
 */
export async function placeHold(services: Services, { account, wanted }: { account: Address; wanted: PlaceHoldWire }): Promise<string | Refusal> {
  const { db, hub } = services
  const gate = await checkGate(services, { account, trades: true })
  if (gate !== null) return { rejected: gate }
  const waitMs = backOffMs((await strikesOf(services, db, [account])).get(account) ?? [])
  if (waitMs > 0) return { rejected: 'order.backed_off', detail: `for another ${Math.ceil(waitMs / 1_000)} s` }
  const order = await findOrder(db, { orderHash: wanted.askHash })
  if (order === null || order.kind !== 'ask') return { rejected: 'order.ask_unknown' }
  if (order.state !== 'open') return { rejected: 'order.ask_gone' }
  const ask = readAskJson(order.orderJson)
  if (ask.provider === account) return { rejected: 'order.self_trade' }
  if (!/^0x0{40}$/.test(ask.privateRenter) && ask.privateRenter !== account) return { rejected: 'order.private_listing' }
  if (wanted.gpus < ask.minGpus) return { rejected: 'order.too_few_gpus' }
  if (wanted.gpus > ask.maxGpus) return { rejected: 'order.too_many_gpus' }
  if (wanted.durationSeconds < ask.minDurationSeconds) return { rejected: 'order.duration_too_short' }
  if (wanted.durationSeconds > ask.maxDurationSeconds) return { rejected: 'order.duration_too_long' }
  const holdId = randomUUID()
  const payload = toCanonical({
    kind: 'PlaceHold',
    holdId: brandHoldId(holdId),
    account,
    askHash: orderHash(wanted.askHash),
    gpus: wanted.gpus,
    durationSeconds: durationSeconds(BigInt(wanted.durationSeconds)),
    funded: wanted.funded,
  })
  await db.transaction((tx) => insertApiCommand(tx, { commandKey: `hold:${holdId}`, kind: 'PlaceHold', payload }))
  hub.wake()
  return holdId
}
