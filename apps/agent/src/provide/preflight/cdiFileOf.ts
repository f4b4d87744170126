import { listPlace, type MachinePlace, readPlace } from '../../detect/machinePlace.ts'

const cdiFolders = ['etc/cdi', 'var/run/cdi']

/** The file that describes a kind of device (`nvidia.com/gpu`) for containers; null when none does. */
export async function cdiFileOf(place: MachinePlace, kind: string): Promise<string | null> {
  for (const folder of cdiFolders) {
    for (const file of await listPlace(place, folder)) {
      const text = /\.(ya?ml|json)$/.test(file) ? await readPlace(place, `${folder}/${file}`) : null
      if (text?.includes(kind)) return `/${folder}/${file}`
    }
  }
  return null
}
