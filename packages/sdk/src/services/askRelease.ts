import { type ChannelFacts, channelIdOf, hashLedgerMessage, type Hex32, type LedgerSigningDomain } from '@infinitio/domain'
import { readSignedRelease, releasePath, type SignedRelease } from '@infinitio/services'
import { refusal } from '../transport/refusal.ts'

const withinMs = 20_000

/**
 * Asks a service to close a channel at once. `sign` signs a digest by the wallet or the key of the channel. From then on, the service accepts no request on the
 * channel. Returns the service's signed last claim, which the action `release` of `ledgerMove` sends to the chain. Show the claim to the payer first: the
 * contract checks that a voucher (signed promise to pay) covers it, but not that it was earned. Throws `service.release_refused`.
 */
export async function askRelease(
  channel: ChannelFacts,
  {
    url,
    serial,
    domain,
    sign,
  }: {
    readonly url: string
    readonly serial: number
    readonly domain: LedgerSigningDomain
    readonly sign: (digest: Hex32) => Promise<`0x${string}`>
  },
): Promise<SignedRelease> {
  const { payer, key } = channel
  const signature = await sign(hashLedgerMessage('Exit', { channel: channelIdOf(channel), serial }, domain))
  const target = `${url.replace(/\/v1\/?$/, '')}${releasePath}`
  const body = JSON.stringify({ payer, key, serial, signature })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(target, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(withinMs) }).catch(() => {
    throw refusal('service.release_refused', { detail: `${target} does not answer` })
  })
  const text = await answer.text()
  const release = answer.ok ? readSignedRelease(text) : null
  if (release?.serial !== serial) throw refusal('service.release_refused', { detail: codeOf(text) ?? `status ${answer.status}` })
  return release
}

/** Returns the code in the service's error, or null. The rest of its text is not shown, because anyone may run a service. */
function codeOf(text: string): string | null {
  return /"code":"([a-z_.]{1,60})"/.exec(text)?.[1] ?? null
}
