import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from './toolsFolder.ts'

/** Path of promtool, or the reason why it is unavailable here. */
export type PromtoolPlace = { promtool: string } | { missing: string }

/** Unpacks promtool, which checks and tests alert rules, from Debian's package of Prometheus into a folder of the user's cache. Does so only once. */
export function installPromtool(): PromtoolPlace {
  const place = unpackDebian({ folderName: 'promtool-bookworm', packages: ['prometheus/bookworm'], needsRoot: false })
  return 'missing' in place ? place : { promtool: join(place.root, 'usr/bin/promtool') }
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** The folder of unpacked packages (a root folder with `usr/bin`), or the reason why they are unavailable. */
export type UnpackedPlace = { root: string } | { missing: string }

/**
 * Downloads packages from Debian and unpacks them into a folder of the user's cache, unless that was done before. apt verifies them with Debian's keys. Nothing
 * is installed: no package is registered, and no service starts.
 * - `packages` are `name/release`.
 * - `finish` changes the unpacked root before it is moved to its final path.
 * - `needsRoot` means that the unpacked programs need root rights to run.
 *
 * Several processes may call this at once: each unpacks a copy, and one copy remains.
 */
export function unpackDebian({
  folderName,
  packages,
  needsRoot,
  finish = () => {},
}: {
  folderName: string
  packages: readonly string[]
  needsRoot: boolean
  finish?: (root: string) => void
}): UnpackedPlace {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'it takes Linux x64' }
  if (needsRoot && process.getuid?.() !== 0) return { missing: 'it takes root' }
  if (!existsSync(keyring) || !existsSync('/usr/bin/apt-get')) return { missing: 'it takes the packages of Debian' }
  const folder = toolsFolder(folderName)
  if (!existsSync(join(folder, 'installed'))) {
    const own = `${folder}.${process.pid}`
    const missing = fillFolder(own, packages, finish)
    if (missing !== null) return { missing }
    keepOne(own, folder)
  }
  return { root: join(folder, 'root') }
}

/** Unpacks the packages into a folder that only this process uses. Returns null, or the reason why it failed. */
function fillFolder(folder: string, packages: readonly string[], finish: (root: string) => void): string | null {
  rmSync(folder, { recursive: true, force: true })
  const root = join(folder, 'root')
  const downloads = join(folder, 'downloads')
  for (const name of ['root', 'downloads', 'state/lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true })
  const releases = [...new Set(packages.map((name) => name.split('/')[1] ?? ''))]
  const env = { ...process.env, APT_CONFIG: writeSettings(folder, releases) }
  for (const args of [['update'], ['download', ...packages]])
    if (spawnSync('apt-get', ['-qq', ...args], { cwd: downloads, env, timeout: 300_000 }).status !== 0) return 'Debian does not answer'
  for (const file of readdirSync(downloads))
    if (spawnSync('dpkg-deb', ['-x', file, root], { cwd: downloads }).status !== 0) return `${file} cannot be unpacked`
  finish(root)
  for (const name of ['downloads', 'state', 'cache']) rmSync(join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'installed'))
  return null
}

/**
 * Moves a filled folder to its final path. If another process was faster, the folder of that process remains if it is complete; an incomplete folder is
 * replaced.
 */
function keepOne(own: string, folder: string): void {
  try {
    renameSync(own, folder)
  } catch {
    if (existsSync(join(folder, 'installed'))) rmSync(own, { recursive: true })
    else {
      rmSync(folder, { recursive: true, force: true })
      renameSync(own, folder)
    }
  }
}

/** Writes settings for an apt without this machine's packages and sources. */
function writeSettings(folder: string, releases: readonly string[]): string {
  const sources = releases.map((release) => `deb [signed-by=${keyring}] http://deb.debian.org/debian ${release} main\n`)
  writeFileSync(join(folder, 'sources.list'), sources.join(''))
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Acquire::Languages': 'none',
    // As root, apt would switch to its own user, which cannot enter this folder of the user. So apt keeps the present user.
    'APT::Sandbox::User': process.getuid?.() === 0 ? 'root' : '',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  writeFileSync(join(folder, 'apt.conf'), lines.join(''))
  return join(folder, 'apt.conf')
}
