import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { PortHost } from './portsAddress.ts'

/**
 * What our cookie is called, with TLS and without. A name that begins with `__Host-` is taken by browsers from its own host over TLS alone, so
 * that a page of another lease cannot put one in its place.
 */
export const sessionCookies = ['__Host-infinitio-port', 'infinitio-port'] as const
const goodForSeconds = 24 * 3_600

/** Whose a visit is: an account, and the session of the market it came from (the hash of its token). */
export type Whose = { account: string; session: string | null }

/**
 * Sessions of browsers: a cookie for one host name alone, that says whose it is, until when and of which session of the market, under a code of this gateway. Nothing is kept
 * here, so a session survives a restart and another gateway with the same key takes it; whether the account still holds the lease is asked at each request.
 */
export class PortSessions {
  readonly #key: Buffer
  readonly #isSecure: boolean
  readonly cookieName: (typeof sessionCookies)[number]

  /** `secret` is the gateway's host key, in any form that stays the same. */
  constructor({ secret, isSecure }: { secret: string; isSecure: boolean }) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'infinitio port session 2', 32))
    this.#isSecure = isSecure
    this.cookieName = sessionCookies[isSecure ? 0 : 1]
  }

  /** The header that begins a session. */
  setCookie({ host, account, session, nowSeconds }: Whose & { host: PortHost; nowSeconds: number }): string {
    const until = nowSeconds + goodForSeconds
    const value = `${account}.${until}.${session ?? ''}.${this.#codeOf({ host, account, session, until })}`
    return `${this.cookieName}=${value}; Path=/; Max-Age=${goodForSeconds}; HttpOnly; SameSite=Lax${this.#isSecure ? '; Secure' : ''}`
  }

  /** Whose a session on this host is, or null when it is of another host, over, or not of this gateway. Whether its session of the market is still open is not known here. */
  whoseIs({ value, host, nowSeconds }: { value: string; host: PortHost; nowSeconds: number }): Whose | null {
    const [, account = '', end = '', hash = '', code = ''] = /^(0x[0-9a-f]{40})\.(\d{1,12})\.([0-9a-f]{64}|)\.([\w-]{43})$/.exec(value) ?? []
    if (account === '') return null
    const until = Number(end)
    const session = hash === '' ? null : hash
    const isOurs = timingSafeEqual(Buffer.from(code), Buffer.from(this.#codeOf({ host, account, session, until })))
    return isOurs && until > nowSeconds ? { account, session } : null
  }

  #codeOf({ host, account, session, until }: Whose & { host: PortHost; until: number }): string {
    return createHmac('sha256', this.#key)
      .update(`${host.port}-${host.label} ${account} ${until} ${session ?? ''}`)
      .digest('base64url')
  }
}
