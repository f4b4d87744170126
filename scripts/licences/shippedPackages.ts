import type { SourceFile } from '../tidy/sourceFile.ts'
import { type Lockfile, packagesOf, packagesOfRoom, type RoomPackages } from './lockfile.ts'

/** The parts that we ship (images, the command line program, the exit page), each with the app or package from which it is built. */
const shippedRooms: Record<string, RoomPackages> = {
  agent: { room: 'apps/agent' },
  command: { room: 'packages/cli' },
  engine: { room: 'apps/engine' },
  'exit page': { room: 'apps/exit', filesOnly: ['geist'] },
  gateway: { room: 'apps/gateway' },
  scheduler: { room: 'apps/scheduler' },
  validator: { room: 'apps/validator' },
  web: { room: 'apps/web' },
}

/** The circuit compiler and the prover of `packages/proven`, with the packages that they need and that also have the GPL. */
const proverPackages = [
  'circom2',
  'circomlib',
  'snarkjs',
  '@iden3/bigarray',
  '@iden3/binfileutils',
  'fastfile',
  'ffjavascript',
  'r1csfile',
  'wasmbuilder',
  'wasmcurves',
]

/** Packages that the rooms of images depend on, and that the Dockerfile removes from the images. */
export const removedFromImages = ['solc', ...proverPackages]

/**
 * Returns each shipped package (`name@version`) with the names of the parts that contain it. The image `tools` contains all packages and is left out.
 */
export function shippedPackages(lockfile: Lockfile, contracts: SourceFile[]): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  const add = (part: string, found: Set<string>) => {
    for (const id of found) parts.set(id, [...(parts.get(id) ?? []), part])
  }
  for (const [part, packages] of Object.entries(shippedRooms)) add(part, packagesOfRoom(lockfile, packages))
  for (const name of importedBySolidity(contracts)) add('contracts', packagesOf(lockfile, name))
  for (const room of Object.keys(lockfile.importers))
    for (const id of packagesOfRoom(lockfile, { room, withDev: true })) parts.set(id, parts.get(id) ?? [])
  const shipped = [...parts].filter(([id]) => !removedFromImages.includes(id.slice(0, id.lastIndexOf('@'))))
  return new Map(shipped.map(([id, names]) => [id, [...new Set(names)].sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Returns the npm packages that the Solidity of our contracts imports. */
function importedBySolidity(files: SourceFile[]): string[] {
  const sources = files.filter(({ path }) => /^contracts\/src\/.*\.sol$/.test(path))
  const names = sources.flatMap(({ text }) => [...text.matchAll(/^import .*["'](@[\w-]+\/[\w-]+)\//gm)].map(([, name = '']) => name))
  return [...new Set(names)].sort()
}
