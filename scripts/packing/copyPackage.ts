import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

type Manifest = { version: string; dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }
/**
 * The folders for copying a package: `from` is the folder of the package that imports it, `to` the folder of all copies, and `parent` the copy of the importing
 * package. A package with `isOptional` may be missing.
 */
type Places = { readonly from: string; readonly to: string; readonly parent?: string; readonly isOptional?: boolean }

/** Optional packages that need a compiler when they are installed. Without a compiler they are never loaded. */
const compiled = new Set(['cpu-features', 'nan'])
/** Matches files that are not copied, because no program loads them. Licence files are copied. */
const notNeeded = /\.map$|\.d\.[cm]?ts$|^(README|CHANGELOG|HISTORY)\b/i

/**
 * Copies an installed npm package and all packages that it depends on into one folder. A package that is needed in a second version is copied into the
 * package that needs it. Optional dependencies that are not installed, or need a compiler, are left out.
 */
export function copyPackage(name: string, { from, to, parent = to, isOptional = false }: Places): void {
  const found = findPackage(name, from)
  if (found === null) {
    if (isOptional) return
    throw new Error(`${name}, which ${from} needs, is not installed`)
  }
  const { version, dependencies = {}, optionalDependencies = {} } = readManifest(found)
  const shared = join(to, name)
  const isTaken = existsSync(shared) && readManifest(shared).version !== version
  const target = isTaken ? join(parent, 'node_modules', name) : shared
  if (existsSync(target)) return
  cpSync(found, target, {
    recursive: true,
    dereference: true,
    filter: (path) => basename(path) !== 'node_modules' && !notNeeded.test(basename(path)),
  })
  const places = { from: found, to, parent: target }
  for (const needed of Object.keys(dependencies)) if (!(needed in optionalDependencies)) copyPackage(needed, places)
  for (const needed of Object.keys(optionalDependencies)) if (!compiled.has(needed)) copyPackage(needed, { ...places, isOptional: true })
}

/** Returns the real folder of a package as Node finds it from a folder, or null. */
function findPackage(name: string, from: string): string | null {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return realpathSync(path)
  }
  return null
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
