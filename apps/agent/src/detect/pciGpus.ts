import path from 'node:path'
import { listPlace, type MachinePlace, readFirstBytes, readLink, readPlace } from './machinePlace.ts'

/** The address of a card on the PCI bus, as the kernel writes it: `0000:65:00.0`. */
const address = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/
const renderFile = /^\/dev\/dri\/(renderD\d{1,4})$/
const makersOfGpus: readonly string[] = ['0x10de', '0x1002']

/** Returns an address on the PCI bus as the kernel writes it; NVIDIA's tool writes the domain with eight digits. Null for any other text. */
export function kernelAddress(busId: string): string | null {
  const [, domain, rest] = /^[0-9a-f]{0,4}([0-9a-f]{4}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/.exec(busId.toLowerCase()) ?? []
  return domain === undefined || rest === undefined ? null : `${domain}:${rest}`
}

/**
 * Returns true if the card at a PCI address no longer responds, for example because it fell off the bus. The bus then reads only ones from the card, while the
 * driver may still list it. Returns false if the kernel does not show the card's configuration.
 */
export async function isCardLost(place: MachinePlace, pciAddress: string): Promise<boolean> {
  if (!address.test(pciAddress)) return false
  const vendor = await readFirstBytes(place, { file: `sys/bus/pci/devices/${pciAddress}/config`, count: 2 })
  return vendor !== null && vendor.length === 2 && vendor.readUInt16LE() === 0xffff
}

/**
 * Returns the PCI address of the card that these device files belong to, from the render file (`/dev/dri/renderD128`) among them. Null without one, with files
 * of several cards, and if the kernel does not show the address.
 */
export async function cardOfFiles(place: MachinePlace, files: readonly string[]): Promise<string | null> {
  const links = files.flatMap((file) => renderFile.exec(file)?.[1] ?? []).map((name) => readLink(place, `sys/class/drm/${name}/device`))
  const [card, ...others] = new Set((await Promise.all(links)).map((target) => path.basename(target ?? '')))
  return card !== undefined && others.length === 0 && address.test(card) ? card : null
}

/** Returns true if these device files include a render file whose card the kernel does not show, because its driver has not started or the card is gone. */
export async function isCardAbsent(place: MachinePlace, files: readonly string[]): Promise<boolean> {
  const links = files.flatMap((file) => renderFile.exec(file)?.[1] ?? []).map((name) => readLink(place, `sys/class/drm/${name}/device`))
  return (await Promise.all(links)).includes(null)
}

/** Counts the GPUs of NVIDIA and AMD on the PCI bus that do not respond. The kernel remembers the maker and the kind of a card that is lost. */
export async function countLostGpus(place: MachinePlace): Promise<number> {
  const cards = await Promise.all(
    (await listPlace(place, 'sys/bus/pci/devices')).map(async (slot) => {
      const read = async (file: string) => ((await readPlace(place, `sys/bus/pci/devices/${slot}/${file}`)) ?? '').trim()
      const [vendor, kind] = await Promise.all([read('vendor'), read('class')])
      const isGpu = makersOfGpus.includes(vendor) && /^0x(0300|0302|0380|1200)/.test(kind)
      return isGpu && (await isCardLost(place, slot))
    }),
  )
  return cards.filter(Boolean).length
}
