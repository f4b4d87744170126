import { randomBytes } from 'node:crypto'
import { insertSessionNonce } from '@infinitio/db'
import type { SessionNonceWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

const goodForSeconds = 300
const statement = 'Sign in to Infinitio. This costs nothing and moves nothing.'

/** A nonce that works once within five minutes, and the facts to sign. `host` is the name the caller reached us by: the message must name it. */
export async function createSessionNonce({ db, facts, site }: Services, { host }: { host: string }): Promise<SessionNonceWire> {
  const { chainId } = await facts.read()
  const nonce = randomBytes(16).toString('hex')
  const issuedAt = new Date()
  const expiresAt = new Date(issuedAt.getTime() + goodForSeconds * 1_000)
  await insertSessionNonce(db, { nonce, purpose: 'account', expiresAt })
  const uri = `${site.isHttps ? 'https' : 'http'}://${host}`
  return { nonce, domain: host, uri, chainId, statement, issuedAt: issuedAt.toISOString(), expirationTime: expiresAt.toISOString() }
}
