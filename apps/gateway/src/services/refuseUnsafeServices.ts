import { errorTable } from '@infinitio/domain'
import { EnvironmentError } from '@infinitio/process'
import type { GatewayEnv } from '../settings/env.ts'

/**
 * Throws EnvironmentError (`auth.ports_unsafe`) if AI services would be served without TLS under a name that does not end with `.localhost`, or under a name of
 * leases or of the market. The name must begin with `svc.`. It may be below the market's own name, because answers of services set no cookie and are never
 * shown as a page.
 */
export function refuseUnsafeServices({ SERVICES_URL, PORTS_URL, PUBLIC_URL }: Pick<GatewayEnv, 'SERVICES_URL' | 'PORTS_URL' | 'PUBLIC_URL'>): void {
  if (SERVICES_URL === undefined) return
  const { hostname, protocol } = new URL(SERVICES_URL)
  const ports = new URL(PORTS_URL)
  if (!/^svc(\.[a-z0-9-]+)+$/.test(hostname)) refuse(`${hostname} is no name such as svc.example.org`)
  if ([ports.hostname, new URL(PUBLIC_URL).hostname].includes(hostname)) refuse(`${hostname} has another use`)
  if (protocol !== ports.protocol) refuse('SERVICES_URL and PORTS_URL share one port, so both or none need TLS')
  if (protocol === 'http:' && !hostname.endsWith('.localhost')) refuse('the certificate in PORTS_CERT_FILE must name *.<the host of SERVICES_URL>')
}

function refuse(why: string): never {
  throw new EnvironmentError(`auth.ports_unsafe: ${errorTable['auth.ports_unsafe'].sentence} (${why})`)
}
