import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Client, rayDashboardPort, rayScript, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { type SshTarget, sshTarget } from '../ssh/sshTarget.ts'
import { facts } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** The options of `infinitio clusters ray`: the private SSH key, and the version of Ray for leases that have none. */
export type RayOptions = CommonOptions & { readonly identity?: string; readonly ray?: string }

type Member = Awaited<ReturnType<Client['getCluster']>>['members'][number]

const tokenBytes = 32
const versionForm = /^[0-9]+(\.[0-9]+){1,2}$/

/**
 * Starts Ray on all leases of a cluster: the head on the lease with the smallest number, then workers that join it. Leases on which Ray runs stay as they are,
 * so the command also adds a lease that joined the cluster later. The token of the cluster is in a file that only its owner can read. Returns 1 if Ray did not
 * start everywhere. Throws `order.unknown`, `lease.over` if all leases are over, and `api.invalid_field` for a cluster without a network.
 */
export async function startRay(clusterId: string, options: RayOptions): Promise<number> {
  const { ray: version } = options
  if (version !== undefined && !versionForm.test(version))
    throw refusal('api.invalid_field', { detail: `--ray ${version}: a version such as 2.60.0` })
  const { client, say } = await signInClient(options)
  const members = await liveMembers(client, clusterId)
  const head = members[0] as Member
  const { token, file } = tokenOf(clusterId)
  const rttMs = Math.max(0, ...members.flatMap(({ links }) => links.map((link) => link.rttMs ?? 0)))
  const startOn = async ({ leaseId, address }: Member) => {
    const target = await sshTarget(client, { leaseId, identity: options.identity })
    const script = rayScript({ token, address, head: head.address, rttMs, ...(version === undefined ? {} : { version }) })
    const isRunning = (await runThere(target, script)) === 0
    say(isRunning ? `Ray runs on lease ${leaseId}.` : `Ray did not start on lease ${leaseId}.`)
    return { leaseId, isRunning, target }
  }
  const first = await startOn(head)
  const others = first.isRunning ? await Promise.all(members.slice(1).map(startOn)) : []
  const started = [first, ...others].map(({ leaseId, isRunning }) => ({ leaseId, isRunning }))
  const forward = `ssh -F ${first.target.config} -N -L ${rayDashboardPort}:localhost:${rayDashboardPort} ${first.target.name}`
  const lines = {
    head: `lease ${head.leaseId}`,
    running: `${started.filter(({ isRunning }) => isRunning).length} of ${members.length} leases`,
    token: file,
    'forward the dashboard': forward,
    'submit a job': `RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH=${file} ray job submit --address http://localhost:${rayDashboardPort} -- python job.py`,
  }
  printResult({ json: options.json, value: { clusterId, head: head.leaseId, tokenFile: file, forward, started }, text: facts(lines) })
  return started.length === members.length && started.every(({ isRunning }) => isRunning) ? 0 : 1
}

/** Returns the members of a cluster that are not over, by their numbers. */
async function liveMembers(client: Client, clusterId: string): Promise<readonly Member[]> {
  const { members } = await client.getCluster(clusterId)
  const live = members.filter(({ network }) => network !== 'over')
  if (live.length === 0) throw refusal('lease.over', { detail: `all leases of ${clusterId}` })
  const without = live.find(({ network }) => network === 'unsupported')
  if (without !== undefined)
    throw refusal('api.invalid_field', { detail: `the machine of lease ${without.leaseId} has no network for clusters, so Ray cannot join there` })
  return live.toSorted((one, other) => Number(BigInt(one.leaseId) - BigInt(other.leaseId)))
}

/** Returns the token of a cluster's Ray, and its file. Makes one if there is none; of two commands at once, both use the first one. */
function tokenOf(clusterId: string): { readonly token: string; readonly file: string } {
  const folder = join(homedir(), '.infinitio', 'ray')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${clusterId.slice(2)}.token`)
  try {
    writeFileSync(file, randomBytes(tokenBytes).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return { token: readFileSync(file, 'utf8').trim(), file }
}

/**
 * Runs a script from the standard input, from a file that only its owner can read and that is deleted afterwards. As an argument, the script and its token would be in
 * the list of processes while it runs.
 */
export const runScript = 'umask 077; file=$(mktemp) && cat >"$file" && { sh "$file" </dev/null; code=$?; rm -f "$file"; exit "$code"; }'

/** Runs a script on a lease and resolves with its exit code. */
function runThere({ config, name }: SshTarget, script: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', ['-F', config, '--', name, runScript], { stdio: ['pipe', process.stderr, process.stderr] })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 255))
    // If the connection ends before the script was sent, the exit code shows it.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(script)
  })
}
