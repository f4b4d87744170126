import { type ChannelFacts, channelIdOf, hashLedgerMessage, type Hex32, type LedgerSigningDomain } from '@infinitio/domain'
import { readSignedRelease, releasePath, type SignedRelease } from '@infinitio/services'
import { readShortText } from '../transport/readShortText.ts'
import { refusal } from '../transport/refusal.ts'

const withinMs = 20_000

/** Sends a POST with a JSON body. The command-line program passes its own function, because the `fetch` of Node.js cannot resolve names below `localhost`. */
type Post = (
  url: string,
  request: { readonly body: string; readonly signal: AbortSignal },
) => Promise<{ readonly status: number; readonly text: string }>

/**
 * Asks a service to close a channel at once. `sign` signs a digest with the wallet or with the key of the channel. From then on, the service accepts no request
 * on the channel. Returns the last claim, signed by the service; the action `release` of `ledgerMove` sends it to the chain. Show the claim to the payer first:
 * the contract checks that a voucher (signed promise to pay) covers the claim, but not that the service earned it. Throws `service.release_refused`, and
 * `service.release_unanswered` if no answer arrives. Even then the service may have got the request, so ask again.
 */
export async function askRelease(
  channel: ChannelFacts,
  {
    url,
    serial,
    domain,
    sign,
    post = postByFetch,
  }: {
    readonly url: string
    readonly serial: number
    readonly domain: LedgerSigningDomain
    readonly sign: (digest: Hex32) => Promise<`0x${string}`>
    readonly post?: Post
  },
): Promise<SignedRelease> {
  const { payer, key, curve, asset } = channel
  const signature = await sign(hashLedgerMessage('Exit', { channel: channelIdOf(channel), serial }, domain))
  const target = `${url.replace(/\/v1\/?$/, '')}${releasePath}`
  const body = JSON.stringify({ payer, key, ...(curve === 'secp256k1' ? {} : { curve }), asset, serial, signature })
  const { status, text } = await post(target, { body, signal: AbortSignal.timeout(withinMs) }).catch(() => {
    throw refusal('service.release_unanswered', { detail: target })
  })
  const release = status === 200 ? readSignedRelease(text) : null
  if (release?.serial !== serial) throw refusal('service.release_refused', { detail: codeOf(text) ?? `status ${status}` })
  return release
}

const postByFetch: Post = async (url, request) => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, redirect: 'error', ...request })
  return { status: answer.status, text: answer.body === null ? '' : await readShortText(answer.body) }
}

/** Returns the code in the service's error, or null. The rest of its text is not shown, because anyone may run a service. */
function codeOf(text: string): string | null {
  return /"code":"([a-z_.]{1,60})"/.exec(text)?.[1] ?? null
}
