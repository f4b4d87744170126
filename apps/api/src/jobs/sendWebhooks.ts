import { claimDeliveries, type DueDelivery, noteAttempt } from '@infinitio/db'
import type { DeliveryWire } from '@infinitio/domain/wire'
import type { Services } from '../services/services.ts'
import { allowsLoopback } from '../webhooks/allowsLoopback.ts'
import { placeOf, webhookUrl } from '../webhooks/placeOf.ts'
import { postDelivery, type Posted, signDelivery } from '../webhooks/postDelivery.ts'

const mostAtOnce = 16
/** How many seconds a delivery is reserved for the server that works on it. This is longer than a DNS lookup and a POST request may take together. */
const claimSeconds = 30
/** Seconds to wait after each failed attempt. With the first, there are eight attempts in a little more than twelve hours. */
export const retrySeconds = [5, 30, 120, 600, 3_600, 10_800, 28_800] as const

/**
 * Sends the webhook deliveries that are due, at most `mostAtOnce` per run, one at a time to each webhook, and stores the results. A failure does not delay
 * other webhooks. Returns the number of attempts.
 */
export async function sendWebhooks(services: Services): Promise<number> {
  const due = await claimDeliveries(services.db, { limit: mostAtOnce, claimSeconds })
  if (due.length === 0) return 0
  const permits = { allowsLoopback: await allowsLoopback(services) }
  await Promise.all(due.map((delivery) => send(services, delivery, permits)))
  services.hub.wake()
  return due.length
}

async function send({ db, logger }: Services, delivery: DueDelivery, permits: { allowsLoopback: boolean }): Promise<void> {
  const { deliveryId, webhookId, attempt } = delivery
  const posted = await post(delivery, permits)
  const retry = posted.error === null ? null : (retrySeconds[attempt - 1] ?? null)
  await db.transaction((tx) => noteAttempt(tx, { deliveryId, webhookId, attempt, ...posted, retrySeconds: retry }))
  logger.debug({ deliveryId, attempt, status: posted.status, error: posted.error }, 'a webhook was tried')
}

/** Sends one delivery. Looks up the host name again at every attempt, because the name may point to a private address by now. */
async function post({ deliveryId, url, secret, kind, facts, at }: DueDelivery, permits: { allowsLoopback: boolean }): Promise<Posted> {
  const parsed = webhookUrl(url, permits)
  const place = parsed === null ? null : await placeOf(parsed, permits)
  if (place === null) return { status: null, error: 'address_refused', tookMs: 0 }
  // The database queries of this market wrote these facts (the data of a notification), so their format needs no check here.
  const data = facts as DeliveryWire['data']
  const body = JSON.stringify({ type: kind, timestamp: at.toISOString(), data } satisfies DeliveryWire)
  const headers = signDelivery({ secret, id: deliveryId, atSeconds: Math.floor(Date.now() / 1_000), body })
  return postDelivery(place, { headers, body })
}
