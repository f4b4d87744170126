import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from './toolsFolder.ts'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** Where unpacked packages lie (a root with `usr/bin`), or in words why they do not. */
export type UnpackedPlace = { root: string } | { missing: string }

/**
 * Fetches packages from Debian, checked by apt against Debian's keys, and unpacks them into a folder of the user's cache, once. Nothing
 * is installed: no package is registered, no service starts. `packages` are `name/release`; `finish` works on the new root; `needsRoot` says
 * that what is in them takes root to run.
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
  const root = join(folder, 'root')
  if (existsSync(join(folder, 'installed'))) return { root }
  rmSync(folder, { recursive: true, force: true })
  const downloads = join(folder, 'downloads')
  for (const name of ['root', 'downloads', 'state/lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true })
  const releases = [...new Set(packages.map((name) => name.split('/')[1] ?? ''))]
  const env = { ...process.env, APT_CONFIG: writeSettings(folder, releases) }
  for (const args of [['update'], ['download', ...packages]])
    if (spawnSync('apt-get', ['-qq', ...args], { cwd: downloads, env, timeout: 300_000 }).status !== 0) return { missing: 'Debian does not answer' }
  for (const file of readdirSync(downloads))
    if (spawnSync('dpkg-deb', ['-x', file, root], { cwd: downloads }).status !== 0) return { missing: `${file} cannot be unpacked` }
  finish(root)
  for (const name of ['downloads', 'state', 'cache']) rmSync(join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'installed'))
  return { root }
}

/** Settings for an apt that knows nothing of this machine's packages and sources. */
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
    // The folder is the user's own; apt's usual user cannot enter it.
    'APT::Sandbox::User': process.getuid?.() === 0 ? 'root' : '',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  writeFileSync(join(folder, 'apt.conf'), lines.join(''))
  return join(folder, 'apt.conf')
}
