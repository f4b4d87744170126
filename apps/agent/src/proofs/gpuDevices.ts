import { askProgram, type MachinePlace, ownPrograms, readPlace } from '../detect/machinePlace.ts'

const asked = ['--query-gpu=index,pci.bus_id', '--format=csv,noheader,nounits']
const driverFolder = 'proc/driver/nvidia/gpus'

/**
 * Returns for each NVIDIA GPU the device files of all others, in the sequence of the driver's tool. A prover that does not see them uses only its own GPU: programs choose a GPU by its name,
 * and equal cards have one name. Returns an empty list if the driver does not name the files.
 */
export async function otherGpuDevices(place: MachinePlace = ownPrograms): Promise<readonly (readonly string[])[]> {
  const busIds = parseBusIds((await askProgram(place, 'nvidia-smi', asked)) ?? '')
  const files = await Promise.all(busIds.map((busId) => deviceFileOf(place, busId)))
  const known = files.flatMap((file) => file ?? [])
  return known.length < files.length ? [] : known.map((own) => known.filter((file) => file !== own))
}

/** Parses lines of `index, bus id` into bus ids as the kernel writes them: `0000:65:00.0`. */
function parseBusIds(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, domain, rest] = /^\d+, [0-9a-f]*([0-9a-f]{4}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(line.trim()) ?? []
    return domain === undefined || rest === undefined ? [] : [`${domain}:${rest}`.toLowerCase()]
  })
}

/** The numbers of the tool and of the device files can differ. */
async function deviceFileOf(place: MachinePlace, busId: string): Promise<string | null> {
  const [, minor] = /^Device Minor:\s*(\d+)$/m.exec((await readPlace(place, `${driverFolder}/${busId}/information`)) ?? '') ?? []
  return minor === undefined ? null : `/dev/nvidia${minor}`
}
