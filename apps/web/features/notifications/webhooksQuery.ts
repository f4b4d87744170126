import { listWebhookAttempts, listWebhooks, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Fetches the webhooks of the signed-in account. */
export function webhooksQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'webhooks'], queryFn: () => listWebhooks(api) })
}

const everyMs = 5_000

/** Fetches the last attempts of a webhook. A retry causes no event, so the query polls while they are on screen. */
export function webhookAttemptsQuery(api: Transport, webhookId: string) {
  return queryOptions({
    queryKey: ['notifications', 'webhooks', webhookId],
    queryFn: () => listWebhookAttempts(api, webhookId),
    refetchInterval: everyMs,
  })
}
