import { type RuntimeKind, runsImages } from '@infinitio/domain'
import { existsSync } from 'node:fs'
import os from 'node:os'
import type { GpuMaker } from '../detect/machineFacts.ts'
import { engineSockets } from '../runtime/container/engine.ts'
import { keyFilePath } from '../market/walletSession.ts'
import type { MarketFacts } from './marketFacts.ts'
import type { ProvideOptions } from './provideOptions.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'

/** The settings of a machine, as far as they are known. A value is null if nobody has set it and there is no good default; then the provider must be asked. */
export type WantedSettings = Omit<
  { [Name in keyof ProviderSettings]: ProviderSettings[Name] | null },
  'apiUrl' | 'name' | 'otherTunnels' | 'transferable' | 'runtime' | 'isolation' | 'devices' | 'modelServer'
> &
  Pick<ProviderSettings, 'apiUrl' | 'name' | 'otherTunnels' | 'transferable' | 'runtime' | 'isolation' | 'devices' | 'modelServer'>

const usualUrl = 'http://localhost:3000'

/** Returns the API's address without its path. */
export const apiUrlOf = (options: ProvideOptions, saved: ProviderSettings | null): string =>
  (options.url ?? saved?.apiUrl ?? usualUrl).replace(/\/(api\/v1\/?)?$/, '')

/** Merges the options, the saved settings and the market's facts. An option is used before a saved setting. The market's gateway is used before a saved one. */
export function wantedSettings({
  options,
  saved,
  market,
  gpuMaker,
  hasMandate,
}: {
  options: ProvideOptions
  saved: ProviderSettings | null
  market: MarketFacts | null
  gpuMaker: GpuMaker | null
  hasMandate: boolean
}): WantedSettings {
  const apiUrl = apiUrlOf(options, saved)
  const isDevelopment = market?.chain.developmentChain ?? false
  const runtime = options.runtime ?? saved?.runtime ?? usualRuntime({ isDevelopment, socket: options.socket })
  const tunnel = tunnelOf({ options, saved, market })
  const keyFile = options.keyFile === null ? keyFileKept(saved, { hasMandate: hasMandate || options.pair }) : keyFilePath(options.keyFile)
  return {
    apiUrl,
    rpcUrl: options.rpc ?? saved?.rpcUrl ?? (isDevelopment ? `${apiUrl}/api/v1/rpc` : null),
    tunnelHost: tunnel?.host ?? null,
    tunnelPort: tunnel?.port ?? null,
    otherTunnels: tunnel?.others ?? '',
    keyFile,
    mandateDays: options.mandateDays ?? saved?.mandateDays ?? null,
    floorPricePerGpuHour: options.floor ?? saved?.floorPricePerGpuHour ?? null,
    name: options.name ?? saved?.name ?? os.hostname().slice(0, 60),
    pricePerGpuHour: options.price ?? saved?.pricePerGpuHour ?? null,
    transferable: options.transferable ?? saved?.transferable ?? false,
    region: options.region ?? saved?.region ?? (isDevelopment ? 'local' : null),
    country: options.country ?? saved?.country ?? null,
    runtime,
    isolation: runsImages({ runtime }) ? (options.isolation ?? saved?.isolation ?? 'container') : 'container',
    image: options.image ?? saved?.image ?? null,
    socket: options.socket ?? saved?.socket ?? null,
    modelServer: options.modelServer === 'off' ? null : (options.modelServer ?? saved?.modelServer ?? null),
    devices: options.devices ?? saved?.devices ?? (gpuMaker !== null && runsImages({ runtime }) ? [`${gpuMaker}.com/gpu=all`] : []),
  }
}

/**
 * Returns the path of the wallet's key file in the saved settings. Returns null if that file was removed and the machine has a mandate, or gets one now with
 * `--pair`: it then no longer needs the key.
 */
function keyFileKept(saved: ProviderSettings | null, { hasMandate }: { hasMandate: boolean }): string | null {
  const keyFile = saved?.keyFile ?? null
  return keyFile !== null && hasMandate && !existsSync(keyFile) ? null : keyFile
}

/** Returns the default runtime: containers, except on a development chain without a container engine, where leases are shells on the machine. */
function usualRuntime({ isDevelopment, socket }: { isDevelopment: boolean; socket: string | null }): RuntimeKind {
  const hasEngine = socket !== null || engineSockets.some((one) => existsSync(one))
  return isDevelopment && !hasEngine ? 'local' : 'container'
}

function tunnelOf({ options, saved, market }: { options: ProvideOptions; saved: ProviderSettings | null; market: MarketFacts | null }) {
  const [, host, port] = /^\[?([^[\]]+?)\]?:(\d{1,5})$/.exec(options.tunnel ?? '') ?? []
  if (host !== undefined && port !== undefined) return { host, port: Number(port), others: '' }
  const gateway = market?.chain.gateway ?? null
  if (gateway !== null && gateway.tunnelPort !== null)
    return { host: gateway.sshHost, port: gateway.tunnelPort, others: otherTunnels(gateway.others) }
  return saved === null ? null : { host: saved.tunnelHost, port: saved.tunnelPort, others: saved.otherTunnels }
}

function otherTunnels(others: NonNullable<MarketFacts['chain']['gateway']>['others']): string {
  return others
    .flatMap(({ sshHost, tunnelPort }) => (tunnelPort === null ? [] : `${sshHost.includes(':') ? `[${sshHost}]` : sshHost}:${tunnelPort}`))
    .join(',')
}
