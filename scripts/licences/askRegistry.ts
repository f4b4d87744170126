import { runCommand } from '../start/runCommand.ts'
import { namedLicence } from './installedLicences.ts'

/** Returns a package's (`name@version`) licence from npm's registry, as an SPDX expression. Throws if the registry states none. */
export async function askRegistry(id: string, root: string): Promise<string> {
  const { code, output } = await runCommand({ command: 'npm', args: ['view', id, 'license', '--json'], cwd: root })
  const licence = code === 0 && output.trim() !== '' ? namedLicence({ license: JSON.parse(output) as string | { type?: string } }) : null
  if (licence === null) throw new Error(`The registry names no licence of ${id}: ${output.trim()}`)
  return licence
}
