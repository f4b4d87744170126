import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../deployment/waitFor.ts'

/**
 * A Docker engine for one test. `docker` runs the Docker command and `inside` a program. Both resolve with the output, and reject with it if the program fails.
 */
export type DockerEngine = {
  docker: (args: string[], options?: { cwd?: string }) => Promise<string>
  /** Runs a program in the engine's network, where the published ports of containers can be reached. */
  inside: (program: string, args: string[]) => Promise<string>
  stop: () => Promise<void>
}

/**
 * Starts the engine in `root` with its own network, mounts and process space, so that it changes nothing on this machine: no bridge, no firewall rule, no port.
 * The program slirp4netns connects it to the internet. Everything that was started ends with this process.
 */
export async function startDockerEngine(root: string): Promise<DockerEngine> {
  // The folder is on a disk, because images are large and /tmp may be in memory. The images are in a file system inside one file. The file is deleted as soon
  // as it is mounted, so that it disappears when the engine ends.
  const folder = mkdtempSync('/var/tmp/infinitio-docker-')
  const disk = join(folder, 'disk')
  for (const args of [
    ['truncate', '--size=48G', disk],
    ['mkfs.ext4', '-q', '-O', '^has_journal', disk],
  ])
    execFileSync(args[0] ?? '', args.slice(1))
  const socket = join(folder, 'docker.sock')
  const data = join(folder, 'data')
  mkdirSync(data)
  const env = {
    ...process.env,
    PATH: `${join(root, 'usr/bin')}:${join(root, 'usr/sbin')}:${process.env.PATH}`,
    LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu'),
    XTABLES_LIBDIR: join(root, 'usr/lib/x86_64-linux-gnu/xtables'),
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: join(root, 'config'),
  }
  const log = openSync(join(folder, 'log'), 'a')
  // Each of these processes is killed when this process ends.
  const start = (args: string[]) => spawn('setpriv', ['--pdeathsig', 'KILL', ...args], { env, stdio: ['ignore', log, log] })
  const run = (program: string, args: string[], cwd = '/') =>
    new Promise<string>((resolve, reject) => {
      execFile(program, args, { env, cwd, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
        if (error === null) resolve(out)
        else reject(new Error(`${program} ${args.slice(0, 3).join(' ')} failed:\n${`${out}\n${err}`.slice(-6_000)}`))
      })
    })

  const space = start([
    ...['unshare', '--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ...['sh', '-c', 'mount -o loop "$0" "$1" && ip link set lo up && shift && exec "$@"', disk, data, 'dockerd', `--host=unix://${socket}`],
    ...[`--data-root=${data}`, `--exec-root=${join(folder, 'exec-root')}`],
    ...[`--pidfile=${join(folder, 'pid')}`, `--init-path=${join(root, 'usr/bin/tini-static')}`, '--ip6tables=false'],
    // Sets a lower limit of open files than usual, because raising it to Docker's usual value needs CAP_SYS_RESOURCE.
    '--default-ulimit=nofile=1024:1024',
  ])
  const answering = { what: 'the engine to answer', within: 60, read: () => run('docker', ['info']).catch(() => null) }
  await waitFor({ ...answering, until: (info) => info !== null }).catch((error: Error) => {
    space.kill('SIGKILL')
    throw new Error(`${error.message}\n${readFileSync(join(folder, 'log'), 'utf8').slice(-4_000)}`)
  })
  const [inner = ''] = readFileSync(`/proc/${space.pid}/task/${space.pid}/children`, 'utf8').split(' ')
  const wayOut = start(['slirp4netns', '--configure', '--mtu=65520', '--disable-host-loopback', inner, 'tap0'])
  closeSync(log)
  return {
    docker: (args, { cwd } = {}) => run('docker', args, cwd),
    inside: (program, args) => run('nsenter', ['--target', inner, '--net', program, ...args]),
    stop: async () => {
      process.kill(Number(inner), 'SIGTERM')
      await ended(space)
      wayOut.kill('SIGKILL')
      await ended(wayOut)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done))
}
