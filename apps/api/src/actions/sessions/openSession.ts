import { randomBytes } from 'node:crypto'
import { consumeSessionNonce, findChainSession, insertSession, insertSessionNonce, isSessionNonceFree } from '@infinitio/db'
import type { SessionNonceWire } from '@infinitio/domain/wire'
import { type Address, isRefusal, parseAddress, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { developmentChainId } from '../../chain/createMarketFacts.ts'
import { newToken } from '../../session/newToken.ts'
import { readSignInMessage, type SignInMessage } from '../../session/readSignInMessage.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'
import { refusalOfForm } from '../../signatures/contractRefusal.ts'
import { textDigest } from '../../signatures/textDigest.ts'
import { sessionKeyRefusal } from '../../session/sessionKeyRefusal.ts'

const goodForSeconds = 300
const statement = 'Sign in to Infinitio. This costs nothing and moves nothing.'

/**
 * Creates a sign-in nonce that is valid once within five minutes, and the data to sign. `host` is the name that the caller used for this server. The signed
 * message must contain this name, or our public name if `host` is an alias inside a private network.
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

/** Duration of a session, in seconds. */
export const sessionSeconds = 7 * 86_400
const clockSlackMs = 60_000

/** A new session. The database stores only the token's hash. */
export type OpenedSession = {
  readonly account: Address
  /** The session key that signed for the account, or null if the account signed. */
  readonly sessionKey: Address | null
  readonly token: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/**
 * Opens a session for the signer of a sign-in message (EIP-4361). The signer is the account, or one of its session keys that is valid on the chain. A session
 * of a key is only for programs and does not last longer than the key. Only a valid signature uses up the nonce in its message. Refuses with
 * `auth.session_key_revoked`, `auth.session_key_expired`, `auth.key_not_allowed` (a key that requests a cookie), `auth.sign_in_malformed`,
 * `auth.sign_in_wrong_domain`, `auth.signature_foreign_chain`, `auth.signature_expired`, `auth.signature_wrong_signer` and the codes of `recoverSigner`. For a
 * contract account also with `api.rate_limited` and `chain.node_busy`. Refuses with `auth.sign_in_nonce_unknown` for a used, expired or unknown nonce.
 */
export async function openSession(
  services: Services,
  { message, signature, as, caller }: { message: string; signature: string; as: 'cookie' | 'token'; caller: string },
): Promise<OpenedSession | Refusal> {
  const { db, facts, site } = services
  const said = readSignInMessage(message)
  if (said === null) return { rejected: 'auth.sign_in_malformed' }
  const account = parseAddress(said.account)
  if (account === null) return { rejected: 'auth.sign_in_malformed', detail: 'account' }
  const { chainId } = await facts.read()
  // Outside a development chain, a page on `localhost` may belong to any program on the visitor's machine. So such a page may not start a sign-in.
  const [hosts, origins] = chainId === developmentChainId ? [site.hosts, site.origins] : [new Set([site.publicHost]), new Set([site.publicUrl])]
  const wrong = wrongWith(said, { chainId, hosts, origins, nowMs: Date.now() })
  if (wrong !== null) return wrong
  const recovered = recoverTextSigner({ text: message, signature })
  const byKey = isRefusal(recovered) ? recovered : await secondsOf(services, { account, signer: recovered, as })
  const seconds = isRefusal(byKey) ? await secondsOfContract(services, { account, nonce: said.nonce, message, signature, caller }, byKey) : byKey
  if (isRefusal(seconds)) return seconds
  if (!(await consumeSessionNonce(db, { nonce: said.nonce, purpose: 'account' }))) return { rejected: 'auth.sign_in_nonce_unknown' }
  const { token, tokenHash } = newToken()
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + seconds * 1_000)
  const sessionKey = isRefusal(byKey) || isRefusal(recovered) || recovered === account ? null : recovered
  await db.transaction((tx) => insertSession(tx, { tokenHash, account, kind: as, sessionKey, expiresAt }))
  return { account, sessionKey, token, createdAt, expiresAt }
}

async function secondsOf(services: Services, { account, signer, as }: { account: Address; signer: Address; as: 'cookie' | 'token' }) {
  return signer === account ? sessionSeconds : await secondsOfKey(services, { account, key: signer, as })
}

type OfContract = { readonly account: Address; readonly nonce: string; readonly message: string; readonly signature: string; readonly caller: string }

/**
 * Returns the duration of the session in seconds if the account's contract accepts the signature. Call it only if no key of the account signed; `otherwise` is
 * the refusal from that check. Also works for an account whose contract is not deployed yet (ERC-6492). If the code of `otherwise` does not begin with
 * `auth.signature_`, returns `otherwise` without asking the contract. If the contract rejects the signature, returns the result of `refusalOfForm` for
 * `otherwise`. Refuses with `auth.sign_in_nonce_unknown` and the codes of `accepts`.
 */
async function secondsOfContract(services: Services, asked: OfContract, otherwise: Refusal): Promise<number | Refusal> {
  const { account, nonce, message, signature, caller } = asked
  if (!otherwise.rejected.startsWith('auth.signature_')) return otherwise
  if (!(await isSessionNonceFree(services.db, { nonce, purpose: 'account' }))) return { rejected: 'auth.sign_in_nonce_unknown' }
  const question = { account, digest: textDigest(message), signature, caller, undeployed: true }
  const accepts = await services.contractSignatures.accepts(services, question)
  if (isRefusal(accepts)) return accepts
  return accepts ? sessionSeconds : refusalOfForm(signature, otherwise)
}

/** Returns the longest session that a session key may have, in seconds. Refuses if the key may have no session. */
async function secondsOfKey(
  { db, clock }: Services,
  { account, key, as }: { account: Address; key: Address; as: 'cookie' | 'token' },
): Promise<number | Refusal> {
  const session = await findChainSession(db, { account, key })
  if (session === null) return { rejected: 'auth.signature_wrong_signer' }
  const { now } = clock.read()
  const refusal = sessionKeyRefusal(session, { at: BigInt(now) })
  if (refusal !== null) return refusal
  if (as === 'cookie') return { rejected: 'auth.key_not_allowed', detail: 'a cookie' }
  const left = session.expiry - BigInt(now) + 1n
  return left < BigInt(sessionSeconds) ? Number(left) : sessionSeconds
}

function wrongWith(
  said: SignInMessage,
  here: { chainId: number; hosts: ReadonlySet<string>; origins: ReadonlySet<string>; nowMs: number },
): Refusal | null {
  if (!here.hosts.has(said.domain)) return { rejected: 'auth.sign_in_wrong_domain', detail: said.domain.slice(0, 100) }
  if (!here.origins.has(originOf(said.uri))) return { rejected: 'auth.sign_in_wrong_domain', detail: said.uri.slice(0, 100) }
  if (said.chainId !== here.chainId) return { rejected: 'auth.signature_foreign_chain', detail: `chain ${said.chainId}` }
  if (said.expiresAtMs !== null && said.expiresAtMs <= here.nowMs) return { rejected: 'auth.signature_expired' }
  if (said.issuedAtMs > here.nowMs + clockSlackMs) return { rejected: 'auth.sign_in_malformed', detail: 'issued in the future' }
  if (said.notBeforeMs !== null && said.notBeforeMs > here.nowMs + clockSlackMs)
    return { rejected: 'auth.sign_in_malformed', detail: 'not valid yet' }
  return null
}

function originOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).origin : ''
}
