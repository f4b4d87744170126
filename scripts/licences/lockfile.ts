import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Versions = Record<string, string>
type Importer = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, { version: string }> | undefined>
type Snapshot = { dependencies?: Versions; optionalDependencies?: Versions }

/** The operating systems, processors and C libraries on which a package runs. A missing list means all of them. */
export type Platforms = { os?: string[]; cpu?: string[]; libc?: string[] }

/** The parts of pnpm-lock.yaml that we read: `importers` are our packages, `packages` the npm packages, `snapshots` their dependencies. */
export type Lockfile = { importers: Record<string, Importer>; packages: Record<string, Platforms>; snapshots: Record<string, Snapshot> }

/** Reads pnpm-lock.yaml of a checkout. */
export function readLockfile(root: string): Lockfile {
  return parse(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')) as Lockfile
}

/**
 * A room (app or package of this repository), and how to find the npm packages that it loads. `withDev` adds its development dependencies. From the packages in
 * `filesOnly` we ship only files and no code, so their dependencies are left out.
 */
export type RoomPackages = { room: string; withDev?: boolean; filesOnly?: string[] }

/** Returns the packages (`name@version`) that a room (an app or package of this repository) loads in our images, directly or through others. */
export function packagesOfRoom(lockfile: Lockfile, { room, withDev = false, filesOnly = [] }: RoomPackages): Set<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const waiting: string[] = []
  const addRoom = (path: string) => {
    const importer = lockfile.importers[path]
    if (importer === undefined || seen.has(path)) return
    seen.add(path)
    const kinds = [importer.dependencies, importer.optionalDependencies, withDev ? importer.devDependencies : undefined]
    for (const kind of kinds)
      for (const [name, { version }] of Object.entries(kind ?? {})) {
        if (version.startsWith('link:')) addRoom(normalise(`${path}/${version.slice('link:'.length)}`))
        else waiting.push(keyOf(lockfile, name, version))
      }
  }
  addRoom(room)
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    const id = withoutPeers(key)
    if (!runsInImages(lockfile.packages[id] ?? {})) continue
    found.add(id)
    if (filesOnly.some((name) => id.startsWith(`${name}@`))) continue
    const { dependencies, optionalDependencies } = lockfile.snapshots[key] ?? {}
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) waiting.push(keyOf(lockfile, name, version))
  }
  return found
}

/** Returns a package and all its dependencies, as `name@version`. Throws if the lockfile has no package of that name. */
export function packagesOf(lockfile: Lockfile, name: string): Set<string> {
  const key = Object.keys(lockfile.snapshots).find((one) => one.startsWith(`${name}@`))
  if (key === undefined) throw new Error(`pnpm-lock.yaml has no package ${name}`)
  const importer = { dependencies: { [name]: { version: key.slice(name.length + 1) } }, devDependencies: undefined, optionalDependencies: undefined }
  return packagesOfRoom({ ...lockfile, importers: { [name]: importer } }, { room: name })
}

/** Returns true for a package that runs in our images: Linux with glibc, on x64 or arm64. */
function runsInImages({ os, cpu, libc }: Platforms): boolean {
  const fits = (list: string[] | undefined, wanted: string[]) =>
    list === undefined || wanted.some((one) => list.includes(one) || (list.every((entry) => entry.startsWith('!')) && !list.includes(`!${one}`)))
  return fits(os, ['linux']) && fits(cpu, ['x64', 'arm64']) && fits(libc, ['glibc'])
}

/** Returns the key of a package in `snapshots`. For an alias, pnpm writes the other package's `name@version` as the version, and this is then the key. */
function keyOf({ snapshots }: Lockfile, name: string, version: string): string {
  return snapshots[version] === undefined ? `${name}@${version}` : version
}

function withoutPeers(key: string): string {
  return key.replace(/\(.*$/, '')
}

function normalise(path: string): string {
  return join(path).replace(/\/$/, '')
}
