import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const leftOut = new Set(['node_modules', '.next', 'dist', 'coverage', 'test'])

/**
 * Returns a hash (hex) of the paths and contents of every source file under `paths` (relative to `root`). It is the same on every machine. Tests, builds and
 * installed packages are left out, because they do not change the result of a build.
 */
export function sourceHash({ root, paths }: { root: string; paths: string[] }): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((start) => listSources(root, start)).sort()) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Returns the source files under `path` (relative to `root`), without tests, builds and installed packages. */
export function listSources(root: string, path: string): string[] {
  const stats = statSync(join(root, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (stats.isFile()) return [path]
  const entries = readdirSync(join(root, path), { withFileTypes: true })
  return entries.flatMap((entry) => {
    if (leftOut.has(entry.name) || /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(entry.name)) return []
    const child = join(path, entry.name)
    return entry.isDirectory() ? listSources(root, child) : entry.isFile() ? [child] : []
  })
}
