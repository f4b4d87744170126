import { listPlace, type MachinePlace, readPlace } from './machinePlace.ts'

const driverFolder = 'proc/driver/nvidia/gpus'

/**
 * Returns the device file of the NVIDIA GPU at a PCI address, from the number that the driver states; null if the driver states none. This number can differ
 * from the index of the GPU in the driver's tool.
 */
export async function nvidiaFileOf(place: MachinePlace, address: string): Promise<string | null> {
  const [, minor] = /^Device Minor:\s*(\d+)$/m.exec((await readPlace(place, `${driverFolder}/${address}/information`)) ?? '') ?? []
  return minor === undefined ? null : `/dev/nvidia${minor}`
}

/**
 * Returns the PCI addresses (`0000:65:00.0`) of all GPUs that NVIDIA's driver serves, by their device files. Asks the kernel and starts no program, because
 * NVIDIA's tool fails for all GPUs when one of them is lost.
 */
export async function nvidiaAddresses(place: MachinePlace): Promise<ReadonlyMap<string, string>> {
  const addresses = await listPlace(place, driverFolder)
  const known = await Promise.all(addresses.map(async (address) => [await nvidiaFileOf(place, address), address] as const))
  return new Map(known.flatMap(([file, address]) => (file === null ? [] : [[file, address]])))
}
