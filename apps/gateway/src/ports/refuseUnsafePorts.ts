import { errorTable } from '@infinitio/domain'
import { EnvironmentError } from '@infinitio/process'
import type { GatewayEnv } from '../settings/env.ts'

/**
 * Throws EnvironmentError (`auth.ports_unsafe`) if renters' programs would be served under the market's own host name, under a name above or below it, or
 * without TLS, because pages of a host name can set cookies for such related names. Names below `localhost` are private to each browser and secure without TLS.
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
