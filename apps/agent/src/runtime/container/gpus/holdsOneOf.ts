import { devicesLabel } from '../leaseContainer.ts'

/** Label of a container with the ids of the GPUs of its lease. A lease without this label, but with devices, has all GPUs. */
export const gpusLabel = 'infinitio.gpus'

/** The GPUs of a lease: the ids that are stored with it, and the names that the machine's description gives them now. */
export type NamedGpus = { readonly ids: readonly string[]; readonly names: readonly string[] }

/**
 * Returns true if a container with these labels may have one of the GPUs; null means all GPUs. A container without devices, such as that of a lease's network,
 * has none. An id can be a PCI address or a name, and either can be the same card. Two present names are not compared, because the names of AMD's cards can
 * change at a reboot, and the container may be from before it. Pure.
 */
export function holdsOneOf(labels: Readonly<Record<string, string>>, gpus: NamedGpus | null): boolean {
  if (gpus === null) return true
  const devices = labels[devicesLabel] ?? ''
  if (devices === '') return false
  const own = labels[gpusLabel]?.split(',')
  if (own === undefined) return true
  return own.some((id) => gpus.ids.includes(id) || gpus.names.includes(id)) || devices.split(',').some((name) => gpus.ids.includes(name))
}
