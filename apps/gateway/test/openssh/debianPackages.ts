import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from '../../../../scripts/deploy/toolsFolder.ts'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** rsync with the libraries a small machine may lack, and the sftp server of OpenSSH; all run on the C library of Debian 12 and later. */
const packages = ['rsync', 'libpopt0', 'libxxhash0', 'liblz4-1', 'libzstd1', 'libacl1', 'libssl3', 'openssh-sftp-server']

/** A root with `usr/bin`, or in words why there is none. */
export type PackagesPlace = { root: string } | { missing: string }

/**
 * Fetches rsync and OpenSSH's sftp server from Debian, checked by apt against Debian's keys, and unpacks them into a folder of the user's
 * cache, once. Nothing is installed.
 */
export function debianPackages(): PackagesPlace {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'it takes Linux x64' }
  if (!existsSync(keyring) || !existsSync('/usr/bin/apt-get')) return { missing: 'it takes the packages of Debian' }
  const folder = toolsFolder('openssh-bookworm')
  const root = join(folder, 'root')
  if (existsSync(join(folder, 'unpacked'))) return { root }
  rmSync(folder, { recursive: true, force: true })
  const downloads = join(folder, 'downloads')
  for (const name of ['root', 'downloads', 'state/lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true })
  const env = { ...process.env, APT_CONFIG: writeSettings(folder) }
  for (const args of [['update'], ['download', ...packages]])
    if (spawnSync('apt-get', ['-qq', ...args], { cwd: downloads, env, timeout: 90_000 }).status !== 0) return { missing: 'Debian does not answer' }
  for (const file of readdirSync(downloads))
    if (spawnSync('dpkg-deb', ['-x', file, root], { cwd: downloads }).status !== 0) return { missing: `${file} cannot be unpacked` }
  for (const name of ['downloads', 'state', 'cache']) rmSync(join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'unpacked'))
  return { root }
}

/** Settings for an apt that knows nothing of this machine's packages and sources. */
function writeSettings(folder: string): string {
  writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${keyring}] http://deb.debian.org/debian bookworm main\n`)
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': process.getuid?.() === 0 ? 'root' : '',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  writeFileSync(join(folder, 'apt.conf'), lines.join(''))
  return join(folder, 'apt.conf')
}
