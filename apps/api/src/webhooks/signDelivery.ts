import { createHmac } from 'node:crypto'

/** Returns a webhook's secret in its displayed form. It is displayed only once. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`
}

/** Returns the headers of a delivery according to Standard Webhooks: id, time (Unix seconds), and an HMAC-SHA256 over id, time and body. Pure. */
export function signDelivery({
  secret,
  id,
  atSeconds,
  body,
}: {
  secret: Buffer
  id: string
  atSeconds: number
  body: string
}): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${id}.${atSeconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${signature}` }
}
