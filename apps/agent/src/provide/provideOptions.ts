import type { RuntimeKind } from '@infinitio/domain'
import type { ContainerIsolation } from '../settings/containerIsolation.ts'

/** The options of `infinitio provide`, from the command line or the environment. Null if absent. */
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
  /** The file of a price rule for this machine; `off` deletes the rule of this machine. */
  priceRule: string | null
  region: string | null
  country: string | null
  name: string | null
  runtime: RuntimeKind | null
  isolation: ContainerIsolation | null
  image: string | null
  socket: string | null
  devices: string[] | null
  /** The base URL of a model server on this computer; `off` lets the machine take no tasks for models any longer. */
  modelServer: string | null
  dataDir: string
  service: boolean
  check: boolean
  pair: boolean
  force: boolean
  keepBalance: boolean
  json: boolean
  /** The options of the command line as they were typed, each with its value. Options of the environment are not among them. */
  given: readonly (readonly string[])[]
}
