import { type CdiDevice, readCdiDevices } from '../../../detect/cdiDevices.ts'
import { type MachinePlace, ownPrograms } from '../../../detect/machinePlace.ts'
import { nvidiaAddresses } from '../../../detect/nvidiaFiles.ts'
import { cardOfFiles, isCardAbsent, isCardLost } from '../../../detect/pciGpus.ts'
import type { GpuShare, LeaseGpu } from '../../runtime.ts'
import type { ContainerSettings } from '../containerSettings.ts'

const nvidia = 'nvidia.com/gpu'

/**
 * The GPUs that leases can have one by one, or a sentence that explains why a lease gets all devices of the machine (`whole`), or why it is not known yet which
 * GPUs there are (`unknown`).
 */
type FoundGpus = { readonly gpus: readonly LeaseGpu[] } | { readonly whole: string } | { readonly unknown: string }

type GpuSettings = Pick<ContainerSettings, 'cdiDevices' | 'isolation' | 'isWhole'>

/**
 * Returns the GPUs of this machine that leases can have one by one; null if a lease gets all devices. See `findLeaseGpus`. Rejects while it is not known which
 * GPUs there are, because a lease that gets all devices then would share them with the next lease.
 */
export async function readLeaseGpus(settings: GpuSettings, place?: MachinePlace): Promise<readonly LeaseGpu[] | null> {
  const found = await findLeaseGpus(settings, place)
  if ('unknown' in found) throw new Error(`the GPUs of this machine are not known yet: ${found.unknown}`)
  return 'gpus' in found ? found.gpus : null
}

/**
 * Returns the GPUs of this machine that leases can have one by one, in the order of their ids, or why a lease gets all devices of the machine:
 * - The provider chose it (`isWhole`), or leases run behind gVisor or in Kata's virtual machines, where a part of the GPUs was never tested.
 * - The devices have several kinds, include other devices than GPUs, or include parts of GPUs (MIG).
 * - The devices are `all` GPUs of another maker than NVIDIA, because only NVIDIA's driver states which device file belongs to which GPU.
 * Returns `unknown` if single GPUs are possible, but the machine does not show them. At the start of a machine, the driver or the description may come later.
 * Reads the machine each time, because a description can change and a GPU can disappear. Never rejects.
 */
export async function findLeaseGpus({ cdiDevices, isolation, isWhole }: GpuSettings, place: MachinePlace = ownPrograms): Promise<FoundGpus> {
  if (isWhole) return { whole: 'CONTAINER_WHOLE is set' }
  if (isolation !== 'container') return { whole: `leases with --isolation ${isolation} get all GPUs` }
  const kind = kindOf(cdiDevices)
  if (kind === null) return { whole: 'the devices are of several kinds, no GPUs, or parts of GPUs' }
  const isAll = cdiDevices.includes(`${kind}=all`)
  if (isAll && kind !== nvidia) return { whole: `name each GPU, such as --device ${kind}=0 --device ${kind}=1` }
  const ofKind = (await readCdiDevices(place)).filter(({ name }) => name.startsWith(`${kind}=`))
  const described = ofKind.filter(({ name }) => (isAll ? isOneGpu(name, kind) : cdiDevices.includes(name)))
  const gpus = await gpusOf(described, place)
  if (gpus.length === 0) return withoutGpus({ kind, isPartOnly: isAll && ofKind.length > 0, isDescribed: described.length > 0 })
  return { gpus: gpus.toSorted((one, other) => (one.id < other.id ? -1 : 1)) }
}

/** Returns the described devices as GPUs, each once, and leaves out those that the machine does not have. */
async function gpusOf(described: readonly CdiDevice[], place: MachinePlace): Promise<LeaseGpu[]> {
  const addresses = await nvidiaAddresses(place)
  const gpus = new Map<string, LeaseGpu>()
  for (const device of described) {
    const gpu = await gpuOf(device, { addresses, place })
    // A GPU can have two names, its index and its UUID. Either gives the same card.
    if (gpu !== null && !gpus.has(gpu.id)) gpus.set(gpu.id, (await isCardLost(place, gpu.id)) ? { ...gpu, isLost: true } : gpu)
  }
  return [...gpus.values()]
}

/** Returns what follows if no single GPU was found. `isPartOnly` is true if the description names something of the kind, such as parts of GPUs (MIG). */
function withoutGpus({ kind, isPartOnly, isDescribed }: { kind: string; isPartOnly: boolean; isDescribed: boolean }): FoundGpus {
  const driver = kind === nvidia ? "NVIDIA's driver" : 'the driver'
  if (isDescribed) return { unknown: `${driver} does not serve the GPUs that /etc/cdi or /var/run/cdi describes (or set CONTAINER_WHOLE=true)` }
  const text = `no description in /etc/cdi or /var/run/cdi names a single GPU of ${kind}`
  return isPartOnly ? { whole: text } : { unknown: text }
}

/** The error of a lease whose GPU the machine no longer has. */
export class GpuMissing extends Error {}

/** The error of a lease whose devices the container of another lease still has. */
export class DevicesHeld extends Error {}

/**
 * Returns the present names of a lease's GPUs, from all GPUs that the machine describes. So a lease keeps its GPUs also if the provider has changed
 * `CONTAINER_DEVICES` or how later leases get theirs. Rejects with `GpuMissing` if one of them is gone or does not respond.
 */
export async function namesOfShare(
  { ids }: GpuShare,
  { leaseId, place = ownPrograms }: { leaseId: string; place?: MachinePlace },
): Promise<readonly string[]> {
  const described = (await readCdiDevices(place)).filter(({ name }) => /^[^=]+\/gpu=/.test(name) && isOneGpu(name, name.split('=')[0] ?? ''))
  const there = await gpusOf(described, place)
  return ids.map((id) => {
    const gpu = there.find((one) => isGpuOf(one, id))
    if (gpu === undefined) throw new GpuMissing(`GPU ${id} of lease ${leaseId} is missing on this machine`)
    if (gpu.isLost === true) throw new GpuMissing(`GPU ${id} of lease ${leaseId} does not respond`)
    return gpu.name
  })
}

/** Returns true if a stored id names this GPU. Agents before this release stored the name of AMD's cards. */
export function isGpuOf({ id, name }: Pick<LeaseGpu, 'id' | 'name'>, stored: string): boolean {
  return id === stored || name === stored
}

/** Returns the kind that all devices have, such as `nvidia.com/gpu`. Null without a common kind, and if a device is not a whole GPU. */
function kindOf(cdiDevices: readonly string[]): string | null {
  const [kind, ...others] = new Set(cdiDevices.map((name) => name.split('=')[0] ?? ''))
  if (kind === undefined || others.length > 0 || !kind.endsWith('/gpu')) return null
  return cdiDevices.every((name) => name === `${kind}=all` || isOneGpu(name, kind)) ? kind : null
}

function isOneGpu(name: string, kind: string): boolean {
  const [of, device = ''] = name.split('=')
  return of === kind && device !== 'all' && !device.includes(':') && !device.startsWith('MIG-')
}

/**
 * Returns a described device as a GPU. GPUs are named by their PCI address: it is the same after a reboot, also when another card is gone and the numbers of
 * the rest have changed. A card of another maker than NVIDIA whose files do not show its address is named as it is described. Returns null for a card that its
 * driver does not serve. Just after the start of the machine, such a card would get its name as its id, and later its address, and so two leases could get it.
 */
async function gpuOf(
  { name, files }: CdiDevice,
  { addresses, place }: { addresses: ReadonlyMap<string, string>; place: MachinePlace },
): Promise<LeaseGpu | null> {
  if (!name.startsWith(`${nvidia}=`)) {
    if (await isCardAbsent(place, files)) return null
    return { id: (await cardOfFiles(place, files)) ?? name, name, file: null }
  }
  const [file, ...others] = files.filter((one) => addresses.has(one))
  const id = file === undefined ? undefined : addresses.get(file)
  return file === undefined || id === undefined || others.length > 0 ? null : { id, name, file }
}
