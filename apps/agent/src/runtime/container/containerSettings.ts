import type { NetworkPlace } from '../../network/networkPlace.ts'
import type { ContainerIsolation } from '../../settings/containerIsolation.ts'
import type { LeaseLimits } from './leaseLimits.ts'

/** What the provider sets for leases in containers. */
export type ContainerSettings = {
  /** Null: the usual socket of Podman or Docker. */
  socketPath: string | null
  /** What leases run in: a name with its digest, or the id of an image that is here. */
  image: string
  /** Registries that renters' images may come from, by host. */
  registries: readonly string[]
  /** How much of renters' images is kept for the next lease; none may be larger. */
  cacheMib: number
  limits: LeaseLimits
  /** Devices as the Container Device Interface names them; one lease has all of them. */
  cdiDevices: readonly string[]
  /** What separates new leases from this machine. One that runs stays as it was started. */
  isolation: ContainerIsolation
  /** Where leases' networks begin. */
  network: NetworkPlace
  /** Addresses of the name servers that leases are told. They must be public: nothing else is reached. */
  resolvers: readonly string[]
}
