import { type RuntimeKind, runsImages } from '@infinitio/domain'
import { cdiFolders } from '../../detect/cdiDevices.ts'
import { detectGpus, isOwnCard } from '../../detect/detectGpus.ts'
import { askProgram, listPlace, type MachinePlace, readMode, readPlace } from '../../detect/machinePlace.ts'
import { displayName, type PciDisplay, pciDisplays } from '../../detect/pciDisplays.ts'
import { toolkitFault } from '../../runtime/container/checkToolkit.ts'
import { type Check, missing, passed } from './check.ts'

const forOthers = 0o006
const rules = `KERNEL=="kfd", MODE="0666"\\nSUBSYSTEM=="drm", KERNEL=="renderD*", MODE="0666"\\n`

/**
 * Checks the GPUs: if there is a card, its driver's tool must be installed and, if leases run in containers, also the software that gives GPUs to containers. A
 * machine without a GPU is listed for its CPU.
 */
export async function checkGpus({ place, runtime }: { place: MachinePlace; runtime: RuntimeKind }): Promise<Check[]> {
  const gpus = await detectGpus(place)
  const [first] = gpus
  if (first === undefined) return [await checkDriver(place)]
  const driver = passed('GPU', `${gpus.length} × ${first.model}${first.driver === null ? '' : `, driver ${first.driver}`}`)
  if (!runsImages({ runtime })) return [driver]
  switch (first.maker) {
    case 'nvidia':
      return [driver, await checkToolkitHere(place), await checkNvidiaDescription(place)]
    case 'amd':
      return [driver, await checkAmdDescription(place), await checkAmdDevices(place)]
  }
}

/** Checks the driver on a machine on which no tool lists a GPU. If the bus has a card that could be rented, the card needs its driver. */
async function checkDriver(place: MachinePlace): Promise<Check> {
  const displays = await pciDisplays(place)
  for (const display of displays) {
    const fix = driverFix(display)
    if (fix !== null)
      return missing('GPU', { code: 'node.driver_missing', detail: `${await displayName(place, display)} on the PCI bus, and no tool names it`, fix })
  }
  const [first] = displays
  return passed('GPU', first === undefined ? 'none; listed for its CPU' : `${await displayName(place, first)} is not rented out; listed for its CPU`)
}

/**
 * Returns the command that installs a card's driver tool. Returns null for a card that cannot be rented: Intel's cards, and the graphics of an AMD processor.
 */
function driverFix({ maker, isDisplay, memoryMib }: PciDisplay): string | null {
  switch (maker) {
    case 'NVIDIA':
      return 'apt-get install -y nvidia-driver && reboot'
    case 'AMD':
      if (isOwnCard(memoryMib)) return 'apt-get install -y rocm-smi'
      return memoryMib === null && !isDisplay ? 'modprobe amdgpu && apt-get install -y rocm-smi' : null
    case 'Intel':
      return null
  }
}

async function checkToolkitHere(place: MachinePlace): Promise<Check> {
  const printed = await askProgram(place, 'nvidia-ctk', ['--version'])
  const fault = printed === null ? 'nvidia-ctk is not there' : toolkitFault(printed)
  if (fault === null) return passed('container toolkit', printed?.split('\n')[0]?.trim() ?? '')
  return missing('container toolkit', { code: 'node.toolkit_missing', detail: fault, fix: 'apt-get install -y nvidia-container-toolkit' })
}

async function checkNvidiaDescription(place: MachinePlace): Promise<Check> {
  const file = await cdiFileOf(place, 'nvidia.com/gpu')
  if (file !== null) return passed('GPUs for containers', file)
  return missing('GPUs for containers', {
    code: 'node.cdi_missing',
    detail: 'no description of nvidia.com/gpu in /etc/cdi or /var/run/cdi',
    fix: 'mkdir -p /etc/cdi && nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml',
  })
}

/** Checks that the file that describes AMD's GPUs to container engines (Container Device Interface) exists. */
async function checkAmdDescription(place: MachinePlace): Promise<Check> {
  const name = 'GPUs for containers'
  const file = await cdiFileOf(place, 'amd.com/gpu')
  if (file !== null) return passed(name, file)
  return missing(name, {
    code: 'node.cdi_missing',
    detail: 'no description of amd.com/gpu in /etc/cdi or /var/run/cdi',
    fix: 'apt-get install -y amd-container-toolkit && mkdir -p /etc/cdi && amd-ctk cdi generate --output=/etc/cdi/amd.json',
  })
}

/**
 * Checks that a lease can open `/dev/kfd` and the render nodes, which belong to the machine's group `render`. The users of a lease are in a separate user
 * namespace, in which that group does not exist. So no group membership can help, and the files must be open to all users.
 */
async function checkAmdDevices(place: MachinePlace): Promise<Check> {
  const name = 'GPU devices'
  const renders = (await listPlace(place, 'dev/dri')).filter((file) => /^renderD\d+$/.test(file)).map((file) => `dev/dri/${file}`)
  const files = ['dev/kfd', ...renders]
  const modes = await Promise.all(files.map(async (file) => ({ file: `/${file}`, mode: await readMode(place, file) })))
  const closed = modes
    .filter(({ mode }) => mode === null || (mode & forOthers) !== forOthers)
    .map(({ file, mode }) => (mode === null ? `no ${file}` : file))
  if (closed.length === 0 && renders.length > 0) return passed(name, `/dev/kfd and ${renders.length} of /dev/dri`)
  return missing(name, {
    code: 'node.gpu_devices_closed',
    detail: renders.length === 0 ? [...closed, 'no /dev/dri/renderD*'].join(', ') : closed.join(', '),
    fix: `printf '${rules}' > /etc/udev/rules.d/70-infinitio-amdgpu.rules && modprobe amdgpu && udevadm control --reload && udevadm trigger`,
  })
}

/** Returns the Container Device Interface file that describes a kind of device (such as `nvidia.com/gpu`) to container engines. Null if there is none. */
async function cdiFileOf(place: MachinePlace, kind: string): Promise<string | null> {
  for (const folder of cdiFolders) {
    for (const file of await listPlace(place, folder)) {
      const text = /\.(ya?ml|json)$/.test(file) ? await readPlace(place, `${folder}/${file}`) : null
      if (text?.includes(kind)) return `/${folder}/${file}`
    }
  }
  return null
}
