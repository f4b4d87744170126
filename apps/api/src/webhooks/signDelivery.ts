import { createHmac } from 'node:crypto'

/** A webhook's secret as it is shown, once. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`
}

/** The headers of a delivery as Standard Webhooks has them: id, time (Unix seconds), and HMAC-SHA256 over both and the body. Pure. */
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
