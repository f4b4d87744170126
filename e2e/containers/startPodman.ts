import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { waitFor } from '../deployment/waitFor.ts'

/** A Podman installation for one test, with its own storage. `podman` runs its command line and returns the output. */
export type PodmanEngine = {
  socket: string
  podman: (args: string[]) => string
  /**
   * Builds an image of busybox and the files that `add` puts into its root. `changes` are lines of a Dockerfile. Returns the image's id (`sha256:…`).
   */
  makeImage: (options: { changes: string[]; add: (root: string) => void }) => string
  /** Stops the service on the socket, or starts it again. Containers continue to run. */
  stopService: () => Promise<void>
  startService: () => Promise<void>
  stop: () => Promise<void>
}

const prefix = 'infinitio-podman-'
const parent = '/var/tmp'

/**
 * Starts a Podman with its storage in `root`, on its own socket. It shares nothing with the machine's Podman, and opens no port. `plainRegistry` is a
 * `host:port` from which it may pull without TLS. `runtimes` maps names to programs besides runc that start containers; the first is the default.
 */
export async function startPodman(
  root: string,
  { plainRegistry, runtimes = {} }: { plainRegistry: string | null; runtimes?: Readonly<Record<string, string>> },
): Promise<PodmanEngine> {
  clearAwayDeadOnes(root)
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  writeSettings({ root, folder, plainRegistry, runtimes })
  const env = environment({ root, folder })
  const podman = (args: string[]) => execFileSync(join(root, 'usr/bin/podman'), args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const socket = join(folder, 'podman.sock')
  let service: ChildProcess | null = null

  async function startService(): Promise<void> {
    const log = openSync(join(folder, 'service.log'), 'a')
    const args = ['--pdeathsig', 'KILL', join(root, 'usr/bin/podman'), 'system', 'service', '--time', '0', `unix://${socket}`]
    // The working folder is `folder`, because a container's monitor records there that the container ran out of memory.
    service = spawn('setpriv', args, { env, cwd: folder, stdio: ['ignore', log, log] })
    await waitFor({ what: 'Podman to answer', within: 20, read: () => answers(socket), until: (answer) => answer }).catch((error: Error) => {
      throw new Error(`${error.message}\n${readFileSync(join(folder, 'service.log'), 'utf8').slice(-4_000)}`)
    })
  }
  async function stopService(): Promise<void> {
    if (service === null) return
    service.kill('SIGKILL')
    await ended(service)
    service = null
    rmSync(socket, { force: true })
  }
  await startService()
  return {
    socket,
    podman,
    makeImage: ({ changes, add }) => makeImage({ root, folder, podman, changes, add }),
    startService,
    stopService,
    stop: async () => {
      await stopService()
      clearAway({ root, folder })
    },
  }
}

function makeImage({
  root,
  folder,
  podman,
  changes,
  add,
}: {
  root: string
  folder: string
  podman: PodmanEngine['podman']
  changes: string[]
  add: (root: string) => void
}): string {
  const image = mkdtempSync(join(folder, 'image-'))
  const fill = join(image, 'root')
  for (const name of ['bin', 'etc', 'root', 'tmp', 'proc', 'sys', 'dev', 'run', 'var/tmp', 'usr/bin', 'home'])
    mkdirSync(join(fill, name), { recursive: true })
  copyFileSync(join(root, 'bin/busybox'), join(fill, 'bin/busybox'))
  for (const name of execFileSync(join(root, 'bin/busybox'), ['--list'], { encoding: 'utf8' }).trim().split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(fill, 'bin', name))
  writeFileSync(join(fill, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n')
  writeFileSync(join(fill, 'etc/group'), 'root:x:0:\n')
  add(fill)
  execFileSync('tar', ['-C', fill, '--numeric-owner', '-cf', join(image, 'root.tar'), '.'])
  const printed = podman(['import', '--quiet', ...changes.flatMap((line) => ['--change', line]), join(image, 'root.tar')])
  rmSync(image, { recursive: true })
  const id = /[0-9a-f]{64}/.exec(printed)?.[0]
  if (id === undefined) throw new Error(`podman import printed no id: ${printed}`)
  return `sha256:${id}`
}

/** Writes the settings that move everything which Podman would store in /etc, /run and /var/lib into the test's folder. */
function writeSettings({
  root,
  folder,
  plainRegistry,
  runtimes,
}: {
  root: string
  folder: string
  plainRegistry: string | null
  runtimes: Readonly<Record<string, string>>
}): void {
  const quoted = (path: string): string => JSON.stringify(path)
  const settings = [
    '[containers]',
    // Sets lower limits than usual, because raising them to Podman's usual values needs CAP_SYS_RESOURCE.
    'default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]',
    `seccomp_profile = ${quoted(join(root, 'usr/share/containers/seccomp.json'))}`,
    '[engine]',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    `runtime = ${quoted(Object.keys(runtimes)[0] ?? 'runc')}`,
    // The seconds for which Podman stores the result of a command after the command has ended.
    'exit_command_delay = 10',
    `conmon_path = [${quoted(join(root, 'usr/bin/conmon'))}]`,
    `helper_binaries_dir = [${quoted(join(root, 'usr/lib/podman'))}]`,
    `static_dir = ${quoted(join(folder, 'static'))}`,
    `tmp_dir = ${quoted(join(folder, 'tmp'))}`,
    `volume_path = ${quoted(join(folder, 'volumes'))}`,
    '[engine.runtimes]',
    `runc = [${quoted(join(root, 'usr/sbin/runc'))}]`,
    ...Object.entries(runtimes).map(([name, program]) => `${name} = [${quoted(program)}]`),
    '[network]',
    `network_config_dir = ${quoted(join(folder, 'networks'))}`,
  ]
  writeFileSync(join(folder, 'containers.conf'), `${settings.join('\n')}\n`)
  const storage = ['[storage]', 'driver = "overlay"', `graphroot = ${quoted(join(folder, 'graph'))}`, `runroot = ${quoted(join(folder, 'run'))}`]
  writeFileSync(join(folder, 'storage.conf'), `${storage.join('\n')}\n`)
  writeFileSync(join(folder, 'registries.conf'), plainRegistry === null ? '' : `[[registry]]\nlocation = ${quoted(plainRegistry)}\ninsecure = true\n`)
  mkdirSync(join(folder, 'home/.config/containers'), { recursive: true })
  cpSync(join(root, 'etc/containers/policy.json'), join(folder, 'home/.config/containers/policy.json'))
}

function environment({ root, folder }: { root: string; folder: string }): Record<string, string> {
  return {
    PATH: `${join(root, 'usr/bin')}:${join(root, 'usr/sbin')}:${process.env.PATH}`,
    HOME: join(folder, 'home'),
    LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu'),
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    CONTAINERS_REGISTRIES_CONF: join(folder, 'registries.conf'),
  }
}

/** Removes containers that a killed test run has left behind: they continue after the process that started them has ended. */
function clearAwayDeadOnes(root: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue
    clearAway({ root, folder: join(parent, name) })
  }
}

function clearAway({ root, folder }: { root: string; folder: string }): void {
  const run = (file: string, args: string[]): void => {
    try {
      execFileSync(file, args, { env: environment({ root, folder }), stdio: 'pipe' })
    } catch (error) {
      appendFileSync(join(folder, 'service.log'), String(error))
    }
  }
  run(join(root, 'usr/bin/podman'), ['rm', '--all', '--force', '--time', '0'])
  for (const pid of processesNaming(folder)) endProcess(pid)
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
  const ours = mounts.map((line) => line.split(' ')[4] ?? '').filter((mount) => mount.startsWith(`${folder}/`))
  for (const mount of ours.reverse()) run('umount', ['--lazy', mount])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Kills a process. Ignores the error if the process has already ended. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Returns the processes that name the folder in their arguments. A container's monitor remains for a while after the container. */
function processesNaming(folder: string): number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  return pids.filter((pid) => {
    try {
      return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`)
    } catch {
      return false
    }
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = net.connect(socket, () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', () => resolve(false))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done))
}
