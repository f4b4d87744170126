import { randomBytes } from 'node:crypto'
import { insertSessionNonce } from '@infinitio/db'
import type { SessionNonceWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const goodForSeconds = 300
const statement = 'Sign in to Infinitio. This costs nothing and moves nothing.'

/**
 * A nonce that works once within five minutes, and the facts to sign. `host` is the name the caller reached us by: the message must name it,
 * or our public name where it is one of a private network.
 */
export async function createSessionNonce({ db, facts, site }: Services, { host }: { host: string }): Promise<SessionNonceWire> {
  const { chainId } = await facts.read()
  const nonce = randomBytes(16).toString('hex')
  const issuedAt = new Date()
  const expiresAt = new Date(issuedAt.getTime() + goodForSeconds * 1_000)
  await insertSessionNonce(db, { nonce, purpose: 'account', expiresAt })
  const domain = site.aliases.has(host.toLowerCase()) ? new URL(site.publicUrl).host : host
  const uri = `${site.isHttps ? 'https' : 'http'}://${domain}`
  return { nonce, domain, uri, chainId, statement, issuedAt: issuedAt.toISOString(), expirationTime: expiresAt.toISOString() }
}
