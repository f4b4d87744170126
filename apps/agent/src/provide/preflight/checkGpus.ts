import { parseGpuList } from '../../detect/detectGpus.ts'
import { toolkitFault } from '../../runtime/container/checkToolkit.ts'
import type { RuntimeKind } from '../../runtime/runtime.ts'
import { type Check, missing, passed } from './check.ts'
import { askProgram, listPlace, type MachinePlace, readPlace } from './machinePlace.ts'

const cdiFolders = ['etc/cdi', 'var/run/cdi']

/** Looks at NVIDIA's GPUs: the driver where there is one, and what hands them to containers. A machine without is listed for its CPU. */
export async function checkGpus({ place, runtime }: { place: MachinePlace; runtime: RuntimeKind }): Promise<Check[]> {
  const printed = await askProgram(place, 'nvidia-smi', ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'])
  const gpus = parseGpuList(printed ?? '')
  const [first] = gpus
  if (first === undefined) return [await checkDriver(place)]
  const driver = passed('GPU', `${gpus.length} × ${first.model}`)
  return runtime === 'local' ? [driver] : [driver, await checkToolkitHere(place), await checkCdi(place)]
}

async function checkDriver(place: MachinePlace): Promise<Check> {
  if (!(await hasNvidiaDevice(place))) return passed('GPU', 'none of NVIDIA; listed for its CPU')
  return missing('GPU', {
    code: 'node.driver_missing',
    detail: 'an NVIDIA GPU on the PCI bus, and nvidia-smi names none',
    fix: 'apt-get install -y nvidia-driver && reboot',
  })
}

async function checkToolkitHere(place: MachinePlace): Promise<Check> {
  const printed = await askProgram(place, 'nvidia-ctk', ['--version'])
  const fault = printed === null ? 'nvidia-ctk is not there' : toolkitFault(printed)
  if (fault === null) return passed('container toolkit', printed?.split('\n')[0]?.trim() ?? '')
  return missing('container toolkit', { code: 'node.toolkit_missing', detail: fault, fix: 'apt-get install -y nvidia-container-toolkit' })
}

async function checkCdi(place: MachinePlace): Promise<Check> {
  for (const folder of cdiFolders) {
    for (const file of await listPlace(place, folder)) {
      const text = /\.(ya?ml|json)$/.test(file) ? await readPlace(place, `${folder}/${file}`) : null
      if (text?.includes('nvidia.com/gpu')) return passed('GPUs for containers', `/${folder}/${file}`)
    }
  }
  return missing('GPUs for containers', {
    code: 'node.cdi_missing',
    detail: 'no description of nvidia.com/gpu in /etc/cdi or /var/run/cdi',
    fix: 'mkdir -p /etc/cdi && nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml',
  })
}

/** NVIDIA's vendor id with a display device's class. */
async function hasNvidiaDevice(place: MachinePlace): Promise<boolean> {
  const devices = 'sys/bus/pci/devices'
  for (const device of await listPlace(place, devices)) {
    const [vendor, kind] = await Promise.all(['vendor', 'class'].map((file) => readPlace(place, `${devices}/${device}/${file}`)))
    if (vendor?.trim() === '0x10de' && kind?.trim().startsWith('0x03')) return true
  }
  return false
}
