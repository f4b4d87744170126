import { listPlace, type MachinePlace, readMode } from '../../detect/machinePlace.ts'
import { cdiFileOf } from './cdiFileOf.ts'
import { type Check, missing, passed } from './check.ts'

const forOthers = 0o006
const rules = `KERNEL=="kfd", MODE="0666"\\nSUBSYSTEM=="drm", KERNEL=="renderD*", MODE="0666"\\n`

/** Looks whether AMD's GPUs are described for containers. */
export async function checkAmdDescription(place: MachinePlace): Promise<Check> {
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
 * Looks whether the users of a lease can open `/dev/kfd` and the render nodes, which belong to the group `render`. A lease has users of a namespace of
 * its own, where that group of the machine is nobody, so that no list of groups would let it in: the files must be open to all who are given them.
 */
export async function checkAmdDevices(place: MachinePlace): Promise<Check> {
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
