import { askProgram, listPlace, type MachinePlace, readPlace } from './machinePlace.ts'

/**
 * A graphics card or accelerator on the PCI bus. `isDisplay` is true if the card can drive a screen. `memoryMib` is the card's own memory, or null when its
 * driver is not loaded or does not show the size.
 */
export type PciDisplay = { slot: string; maker: 'NVIDIA' | 'AMD' | 'Intel'; id: string; isDisplay: boolean; memoryMib: number | null }

const makers: Readonly<Record<string, PciDisplay['maker']>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' }
const devices = 'sys/bus/pci/devices'

/**
 * Returns the cards of three GPU makers on the PCI bus that are display controllers or processing accelerators (AMD's newest cards are accelerators). Leaves
 * out other makers, such as a server's console chip and the cards of virtual machines.
 */
export async function pciDisplays(place: MachinePlace): Promise<PciDisplay[]> {
  const found = await Promise.all(
    (await listPlace(place, devices)).map(async (slot) => {
      const read = async (file: string): Promise<string> => ((await readPlace(place, `${devices}/${slot}/${file}`)) ?? '').trim()
      const [vendor, device, kind, memory] = await Promise.all(['vendor', 'device', 'class', 'mem_info_vram_total'].map(read))
      const maker = makers[vendor ?? '']
      const isDisplay = /^0x0300/.test(kind ?? '')
      if (maker === undefined || !/^0x(03|1200)/.test(kind ?? '')) return []
      const memoryMib = /^\d{1,15}$/.test(memory ?? '') ? Math.round(Number(memory) / 1024 ** 2) : null
      return [{ slot, maker, id: `${vendor?.slice(2)}:${device?.slice(2)}`, isDisplay, memoryMib }]
    }),
  )
  return found.flat()
}

/** Returns a card's maker with the model name that `lspci` prints, or with the card's PCI id if `lspci` is missing or prints no name. */
export async function displayName(place: MachinePlace, { slot, maker, id }: PciDisplay): Promise<string> {
  const printed = await askProgram(place, 'lspci', ['-vmm', '-s', slot])
  const model = /^Device:\s*(.{1,120})$/m.exec(printed ?? '')?.[1]
  return model === undefined ? `${maker} ${id}` : `${maker} ${model}`
}
