import { parse } from 'yaml'
import { z } from 'zod'
import { listPlace, type MachinePlace, readPlace } from './machinePlace.ts'

/** The folders with descriptions of devices for container engines. A description in a later folder replaces one of the same name in an earlier folder. */
export const cdiFolders = ['etc/cdi', 'var/run/cdi']

const description = z.object({
  kind: z.string(),
  devices: z.array(
    z.object({
      name: z.string(),
      containerEdits: z.object({ deviceNodes: z.array(z.object({ path: z.string() })).nullish() }).nullish(),
    }),
  ),
})

/** A device that the Container Device Interface describes: its full name, such as `nvidia.com/gpu=0`, and the device files that a container gets with it. */
export type CdiDevice = { readonly name: string; readonly files: readonly string[] }

/**
 * Returns the devices that a container engine can give to containers, from the files of the Container Device Interface (YAML or JSON). Skips a file that
 * cannot be read or has another form.
 */
export async function readCdiDevices(place: MachinePlace): Promise<readonly CdiDevice[]> {
  const found = new Map<string, CdiDevice>()
  for (const folder of cdiFolders) {
    for (const file of await listPlace(place, folder)) {
      const text = /\.(ya?ml|json)$/.test(file) ? await readPlace(place, `${folder}/${file}`) : null
      for (const device of devicesIn(text ?? '')) found.set(device.name, device)
    }
  }
  return [...found.values()]
}

function devicesIn(text: string): CdiDevice[] {
  const read = description.safeParse(parsed(text))
  if (!read.success) return []
  const { kind, devices } = read.data
  return devices.map(({ name, containerEdits }) => ({
    name: `${kind}=${name}`,
    files: (containerEdits?.deviceNodes ?? []).map(({ path }) => path),
  }))
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}
