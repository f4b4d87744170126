import type { IncomingMessage, ServerResponse } from 'node:http'
import { filePaths, mostRequestBytes, paidPaths, releasePath } from '@infinitio/services'
import { addressNetwork } from '@infinitio/process'
import { PortAgent } from '../ports/portAgents.ts'
import type { ServiceTunnels } from '../tunnel/serviceTunnels.ts'
import { askService } from './askService.ts'
import { answerPreflight, refuseClient } from './refuseClient.ts'

/** The part of the gateway's HTTP server that answers for AI services. `close` ends all requests. */
export type ServicesDoor = {
  /** Returns the service to which a host name belongs, or null if the name is of no service. */
  readonly serviceOf: (host: string) => string | null
  readonly answer: (request: IncomingMessage, response: ServerResponse, service: string) => void
  readonly close: () => void
}

/** Maximum numbers of requests at the same time: of one service, of one client's network, and of all. */
const most = { ofService: 64, ofNetwork: 64, ofAll: 1_000 }
/**
 * Maximum number of requests from one network to one service that have not arrived completely. Without this limit, one client that sends slowly and pays
 * nothing could use up the limit of a service. A complete request without a voucher ends at once, because the service refuses it.
 */
const mostArriving = 16
/** `<service>.<suffix>`, with any port number appended. */
const hostName = /^(?<service>0x[0-9a-f]{40})\.(?<suffix>[^:]+)(?::\d{1,5})?$/
const otherPaths = /^\/v1\/(models|owed|(receipts|parts)\/0x[0-9a-f]{64})$/

/**
 * Opens the server for AI services behind this gateway. Forwards requests for `<service>.svc.<host>` through the tunnel of the service. Only the paths of
 * services pass, and only JSON, event streams and sold bytes come back. The service signs the hash of its answer in its receipt, so a client can find out if the gateway
 * changed the answer.
 */
export function openServicesDoor({ servicesUrl, tunnels }: { servicesUrl: string; tunnels: ServiceTunnels }): ServicesDoor {
  const { hostname: suffix } = new URL(servicesUrl)
  const agents = new Map<string, PortAgent>()
  const running = new Counts()
  const open = new Set<ServerResponse>()

  function agentOf(service: string): PortAgent {
    const agent = agents.get(service) ?? new PortAgent({ open: () => tunnels.connect(service), keepAlive: true })
    agents.delete(service)
    agents.set(service, agent)
    const [oldest] = agents.keys()
    if (agents.size > most.ofAll && oldest !== undefined) {
      agents.get(oldest)?.destroy()
      agents.delete(oldest)
    }
    return agent
  }

  return {
    serviceOf(host) {
      const parts = hostName.exec(host.toLowerCase())?.groups
      return parts?.['suffix'] === suffix ? (parts['service'] ?? null) : null
    },
    answer(request, response, service) {
      if (request.method === 'OPTIONS') return answerPreflight(response)
      const [path = ''] = (request.url ?? '').split('?')
      if (!isServed(request.method, path)) return refuseClient(response, 'serving.path_unknown')
      if (Number(request.headers['content-length'] ?? 0) > mostRequestBytes) return refuseClient(response, 'serving.body_too_large')
      // Without a tunnel, a name must not get an agent. Otherwise requests for names that nobody registered could push out the agents of services that are in
      // use.
      if (!tunnels.isUp(service)) return refuseClient(response, 'serving.tunnel_down')
      const network = addressNetwork(request.socket.remoteAddress ?? 'unknown')
      const names = { all: most.ofAll, [`service ${service}`]: most.ofService, [`network ${network}`]: most.ofNetwork }
      const arriving = { [`bodies from ${network} to ${service}`]: mostArriving }
      if (!running.take({ ...names, ...arriving })) return refuseClient(response, 'serving.busy')
      open.add(response)
      const arrived = once(() => running.give(Object.keys(arriving)))
      request.once('end', arrived)
      response.once('close', () => {
        open.delete(response)
        arrived()
        running.give(Object.keys(names))
      })
      askService({ request, response, path, agent: agentOf(service) })
    },
    close() {
      for (const response of open) response.destroy()
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/** Returns a function that calls `act` only the first time. */
function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}

function isServed(method: string | undefined, path: string): boolean {
  if (method === 'POST') return paidPaths.has(path) || filePaths.has(path) || path === '/v1/vouchers' || path === releasePath
  return method === 'GET' && otherPaths.test(path)
}

/** The number of running requests under each limit, by the name of the limit, such as `service <id>` or `network <address>`. */
class Counts {
  readonly #counts = new Map<string, number>()

  /** Counts one more of each name, and returns true. If a limit is reached, returns false and counts nothing. */
  take(limits: Readonly<Record<string, number>>): boolean {
    if (Object.entries(limits).some(([name, limit]) => (this.#counts.get(name) ?? 0) >= limit)) return false
    for (const name of Object.keys(limits)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    return true
  }

  give(names: readonly string[]): void {
    for (const name of names) {
      const left = (this.#counts.get(name) ?? 1) - 1
      if (left === 0) this.#counts.delete(name)
      else this.#counts.set(name, left)
    }
  }
}
