import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { PortHost } from './portsAddress.ts'

/**
 * The names of the session cookie, with TLS and without. Browsers accept a name that begins with `__Host-` only from that host itself over TLS. So a page of
 * another lease cannot replace the cookie.
 */
export const sessionCookies = ['__Host-infinitio-port', 'infinitio-port'] as const
const goodForSeconds = 24 * 3_600

/** The account that visits a port, and the hash of the token of the market session from which it came. */
export type Whose = { account: string; session: string | null }

/**
 * Creates and checks sessions of browsers at ports of leases. A session is a cookie for one host name. It contains the account, the expiry, the market session
 * and this gateway's authentication code. The gateway stores nothing. So a session survives a restart, and every gateway with the same key accepts it. Each
 * request also checks whether the account still has access to the lease.
 */
export class PortSessions {
  readonly #key: Buffer
  readonly #isSecure: boolean
  readonly cookieName: (typeof sessionCookies)[number]

  /**
   * Derives the key that authenticates cookies from `secret`, the gateway's host key. The text of `secret` may have any format, but it must always be the same.
   */
  constructor({ secret, isSecure }: { secret: string; isSecure: boolean }) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'infinitio port session 2', 32))
    this.#isSecure = isSecure
    this.cookieName = sessionCookies[isSecure ? 0 : 1]
  }

  /** Returns the Set-Cookie header that starts a session. */
  setCookie({ host, account, session, nowSeconds }: Whose & { host: PortHost; nowSeconds: number }): string {
    const until = nowSeconds + goodForSeconds
    const value = `${account}.${until}.${session ?? ''}.${this.#codeOf({ host, account, session, until })}`
    return `${this.cookieName}=${value}; Path=/; Max-Age=${goodForSeconds}; HttpOnly; SameSite=Lax${this.#isSecure ? '; Secure' : ''}`
  }

  /**
   * Reads the cookie of a session. Returns the account and its market session, or null if the cookie is for another host name, has expired, or was not made
   * with this gateway's key. Does not check whether the market session has ended.
   */
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
