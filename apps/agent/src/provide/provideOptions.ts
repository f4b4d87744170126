import type { RuntimeKind } from '@infinitio/domain'
import type { ContainerIsolation } from '../settings/containerIsolation.ts'

/** What a person may say to `infinitio provide`, as options or in the environment; null: not said. */
export type ProvideOptions = {
  url: string | null
  rpc: string | null
  tunnel: string | null
  keyFile: string | null
  account: string | null
  price: string | null
  transferable: boolean | null
  floor: string | null
  mandateDays: number | null
  region: string | null
  country: string | null
  name: string | null
  runtime: RuntimeKind | null
  isolation: ContainerIsolation | null
  image: string | null
  socket: string | null
  devices: string[] | null
  dataDir: string
  service: boolean
  check: boolean
  pair: boolean
  force: boolean
  keepBalance: boolean
  json: boolean
}
