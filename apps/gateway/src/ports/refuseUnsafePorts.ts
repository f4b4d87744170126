import { errorTable } from '@infinitio/domain'
import { EnvironmentError } from '@infinitio/process'
import type { GatewayEnv } from '../settings/env.ts'

/**
 * Throws EnvironmentError (`auth.ports_unsafe`) if programs of renters would be served without TLS, or under a host name that is related to the market's name.
 * Related means equal to it, above it or below it. Pages can set cookies for related names, so a renter's program could attack the market's pages. Names below
 * `localhost` are safe without TLS.
 */
export function refuseUnsafePorts({ PORTS_URL, PUBLIC_URL, PORTS_CERT_FILE, PORTS_KEY_FILE }: Pick<GatewayEnv, Needed>): void {
  const { hostname: suffix, protocol } = new URL(PORTS_URL)
  const site = new URL(PUBLIC_URL).hostname
  const isLocal = suffix.endsWith('.localhost')
  if (suffix === site || site.endsWith(`.${suffix}`)) refuse(`${suffix} is the site's own name, or above it`)
  if (suffix.endsWith(`.${site}`) && !isLocal) refuse(`${suffix} is below the site's name, ${site}`)
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(suffix) || /^[\d.]+$/.test(suffix)) refuse(`${suffix} is no domain that can have names below it`)
  const hasCertificate = PORTS_CERT_FILE !== undefined && PORTS_KEY_FILE !== undefined
  if (protocol === 'https:' ? !hasCertificate : !isLocal) refuse('PORTS_CERT_FILE and PORTS_KEY_FILE must name a certificate of *.<its host>')
}

type Needed = 'PORTS_URL' | 'PUBLIC_URL' | 'PORTS_CERT_FILE' | 'PORTS_KEY_FILE'

function refuse(why: string): never {
  throw new EnvironmentError(`auth.ports_unsafe: ${errorTable['auth.ports_unsafe'].sentence} (${why})`)
}
