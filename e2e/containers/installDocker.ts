import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from '../../scripts/deploy/toolsFolder.ts'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** All run on the C library of Debian 12 and later. */
const packages = [
  ...['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'containerd'].map((name) => `${name}/trixie`),
  ...['runc', 'tini', 'slirp4netns', 'libslirp0', 'debootstrap'].map((name) => `${name}/bookworm`),
]

/** Where a Docker engine with Compose lies (a root with `usr/bin`), or in words why there is none. */
export type DockerPlace = { root: string } | { missing: string }

/**
 * Fetches Docker, its engine and Compose from Debian, checked by apt against Debian's keys, and unpacks them into a folder of the user's
 * cache, once. Nothing is installed: no package is registered, no service starts. Takes minutes at most.
 */
export function installDocker(): DockerPlace {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0) return { missing: 'it takes root on Linux x64' }
  if (!existsSync(keyring) || !existsSync('/usr/bin/apt-get')) return { missing: 'it takes the packages of Debian' }
  const folder = toolsFolder('docker-trixie')
  const root = join(folder, 'root')
  if (existsSync(join(folder, 'installed'))) return { root }
  rmSync(folder, { recursive: true, force: true })
  const downloads = join(folder, 'downloads')
  for (const name of ['root', 'downloads', 'state/lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true })
  const env = { ...process.env, APT_CONFIG: writeSettings(folder) }
  for (const args of [['update'], ['download', ...packages]])
    if (spawnSync('apt-get', ['-qq', ...args], { cwd: downloads, env, timeout: 300_000 }).status !== 0) return { missing: 'Debian does not answer' }
  for (const file of readdirSync(downloads))
    if (spawnSync('dpkg-deb', ['-x', file, root], { cwd: downloads }).status !== 0) return { missing: `${file} cannot be unpacked` }
  const plugins = join(root, 'config', 'cli-plugins')
  mkdirSync(plugins, { recursive: true })
  for (const name of ['docker-compose', 'docker-buildx']) symlinkSync(join(root, 'usr/libexec/docker/cli-plugins', name), join(plugins, name))
  for (const name of ['downloads', 'state', 'cache']) rmSync(join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'installed'))
  return { root }
}

/** Settings for an apt that knows nothing of this machine's packages and sources. */
function writeSettings(folder: string): string {
  const sources = ['bookworm', 'trixie'].map((release) => `deb [signed-by=${keyring}] http://deb.debian.org/debian ${release} main\n`)
  writeFileSync(join(folder, 'sources.list'), sources.join(''))
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Acquire::Languages': 'none',
    // The folder is the user's own; apt's usual user cannot enter it.
    'APT::Sandbox::User': 'root',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  writeFileSync(join(folder, 'apt.conf'), lines.join(''))
  return join(folder, 'apt.conf')
}
