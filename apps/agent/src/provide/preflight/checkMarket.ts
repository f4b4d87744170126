import { isForDevelopment } from '@infinitio/domain'
import net from 'node:net'
import { readChainId } from '@infinitio/process'
import { localAllowed } from '../../runtime/localAllowed.ts'
import type { MarketFacts } from '../marketFacts.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, missing, passed, skipped, warned } from './check.ts'
import { localWarning } from '../localWarning.ts'

const mostSkewMs = 30_000
const connectWithinMs = 5_000

/**
 * Checks from this machine that the market's API, the chain node (RPC) and the gateway can be reached, and that the clocks agree. `apiFault` is the reason why
 * the API did not answer.
 */
export async function checkMarket({
  wanted,
  market,
  apiFault,
}: {
  wanted: WantedSettings
  market: MarketFacts | null
  apiFault: string | null
}): Promise<Check[]> {
  if (market === null) {
    const api = missing('API', {
      code: 'api.unreachable',
      detail: `${wanted.apiUrl}: ${apiFault ?? 'no answer'}`,
      fix: `curl -fsS ${wanted.apiUrl}/api/v1/health   # or name the market: infinitio provide --url <address>`,
    })
    return [api, ...['clock', 'RPC', 'gateway'].map((name) => skipped(name, 'checked when the API answers'))]
  }
  return [passed('API', wanted.apiUrl), checkClock(market.skewMs), ...(await checkRpc(wanted, market)), await checkGateway(wanted)]
}

/** Compares this machine's clock with the API's. */
export function checkClock(skewMs: number | null): Check {
  if (skewMs === null) return skipped('clock', 'the market does not return its time')
  const seconds = Math.round(Math.abs(skewMs) / 1_000)
  const detail = seconds === 0 ? 'same time as the market' : `${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} the market`
  if (Math.abs(skewMs) <= mostSkewMs) return passed('clock', detail)
  return missing('clock', { code: 'node.clock_skewed', detail, fix: 'timedatectl set-ntp true' })
}

async function checkRpc({ rpcUrl, runtime }: WantedSettings, { chain }: MarketFacts): Promise<Check[]> {
  const fix = 'infinitio provide --rpc <address of a node of the chain>'
  if (rpcUrl === null) return [missing('RPC', { code: 'node.rpc_needed', detail: `chain ${chain.chainId}`, fix })]
  const chainId = await readChainId(rpcUrl)
  if (chainId === null) return [missing('RPC', { code: 'chain.rpc_silent', detail: rpcUrl, fix })]
  if (chainId !== chain.chainId) {
    return [missing('RPC', { code: 'node.rpc_wrong_chain', detail: `it is chain ${chainId}, the market is on chain ${chain.chainId}`, fix })]
  }
  const rpc = passed('RPC', `chain ${chainId}`)
  const local = localAllowed({ chainId, rpcUrl })
  if (!isForDevelopment(runtime)) return [rpc, passed('runtime', runtime)]
  if (local.allowed) return [rpc, warned('runtime', `${runtime}: ${localWarning}`)]
  return [rpc, missing('runtime', { code: 'node.local_refused', detail: local.reason, fix: 'infinitio provide --runtime container' })]
}

async function checkGateway({ tunnelHost: host, tunnelPort: port }: WantedSettings): Promise<Check> {
  if (host === null || port === null) {
    const fix = 'infinitio provide --tunnel <host>:<port>   # as the operator of the market names it'
    return missing('gateway', { code: 'node.settings_missing', detail: 'the API does not name its port', fix })
  }
  const where = `${host}:${port}`
  const fault = await connectFault(host, port)
  if (fault === null) return passed('gateway', where)
  return missing('gateway', { code: 'node.gateway_unreachable', detail: `${where}: ${fault}`, fix: `nc -vz ${host} ${port}` })
}

/** Resolves with the reason why no connection could be made, or null if one was made. */
function connectFault(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port })
    const end = (fault: string | null): void => {
      socket.destroy()
      resolve(fault)
    }
    socket.setTimeout(connectWithinMs, () => end('no answer within 5 s'))
    socket.once('connect', () => end(null))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}
