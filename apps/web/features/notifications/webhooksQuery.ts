import { listWebhookAttempts, listWebhooks, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The webhooks of who is signed in. */
export function webhooksQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'webhooks'], queryFn: () => listWebhooks(api) })
}

const everyMs = 5_000

/** The last tries of a webhook; a retry wakes nobody, so they are asked for again while they are looked at. */
export function webhookAttemptsQuery(api: Transport, webhookId: string) {
  return queryOptions({
    queryKey: ['notifications', 'webhooks', webhookId],
    queryFn: () => listWebhookAttempts(api, webhookId),
    refetchInterval: everyMs,
  })
}
