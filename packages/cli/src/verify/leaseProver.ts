import { execFile, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import { agentProgram } from '../provide/runAgentProgram.ts'
import { copyFiles } from '../ssh/runTool.ts'
import type { SshTarget } from '../ssh/sshTarget.ts'
import { plain } from '../terminal/texts.ts'

/** The folder in a lease's home into which the prover (the program that tests the GPU) is copied. */
export const proverFolder = '.infinitio/verify'
const leastNode = 22
/** Time limit for copying the prover, Dawn and Node, in milliseconds. */
const copiedWithinMs = 15 * 60_000
const runtime = 'node'

/** The processor, GPU and Node of a lease. `node` is the path of Node 22 or later; null without it. */
type LeaseFacts = { readonly arch: 'x64' | 'arm64'; readonly hasGpu: boolean; readonly node: string | null }

const look = [
  'uname -s; uname -m',
  'for device in /dev/nvidia[0-9]* /dev/dri/renderD*; do [ -e "$device" ] && { echo gpu; break; }; done; echo .',
  `found=$(command -v ${runtime}) && "$found" -e 'process.exit(Number(process.versions["${runtime}"].split(".")[0]) < ${leastNode} ? 1 : 0)' && echo "$found" || echo -`,
].join('\n')

/** The time limit of a command in milliseconds, if it differs from the usual one. */
type Within = { readonly withinMs?: number }

/**
 * Asks a lease over OpenSSH which processor, GPU and Node it has. Throws `proof.lease_silent` if it does not answer in time, and `proof.lease_unusable` if it
 * refuses the connection or is not Linux.
 */
export async function readLeaseFacts(target: SshTarget, within?: Within): Promise<LeaseFacts> {
  const text = await onLease(target, look, within)
  const lines = text.trim().split('\n')
  const [system = '', machine = ''] = lines
  const arch = machine === 'x86_64' ? 'x64' : machine === 'aarch64' ? 'arm64' : null
  if (system !== 'Linux' || arch === null)
    throw refusal('proof.lease_unusable', { detail: `Linux on x86_64 or aarch64 is needed; this is ${plain(system)} ${plain(machine)}` })
  const node = lines.at(-1) ?? '-'
  return { arch, hasGpu: lines.includes('gpu'), node: node.startsWith('/') ? node : null }
}

/**
 * Copies the prover (the program that tests the GPU) into a lease. Also copies Dawn for a proof on a GPU, and Node if the lease has none and this machine runs
 * the same system. Returns the path of the Node program that runs the prover. Throws `proof.lease_silent`, `proof.lease_unusable` and `lease.files_not_copied`.
 */
export async function copyProver(target: SshTarget, { arch, node }: LeaseFacts, { isGpu }: { isGpu: boolean }): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'infinitio-verify-'))
  try {
    await prepare(['--out', out, '--arch', arch, ...(isGpu ? ['--gpu'] : [])])
    if (node === null) copyOwnNode(out, arch)
    await onLease(target, `rm -rf ${proverFolder} && mkdir -p ${dirname(proverFolder)}`)
    const copy = { direction: 'there', from: [out], to: proverFolder, isRecursive: true } as const
    const code = await copyFiles(target, copy, { withinMs: copiedWithinMs })
    if (code === 'late') throw refusal('proof.lease_silent', { detail: `the prover was not copied in ${copiedWithinMs / 60_000} min` })
    if (code !== 0) throw refusal('lease.files_not_copied', { detail: `the prover; scp ended with ${code}` })
  } finally {
    rmSync(out, { recursive: true })
  }
  return node === null ? './node' : node
}

/** Removes the prover from a lease. Ignores errors: if the lease is over, its files are gone anyway. */
export async function removeProver(target: SshTarget): Promise<void> {
  await onLease(target, `rm -rf ${proverFolder}`).catch(() => undefined)
}

function copyOwnNode(out: string, arch: LeaseFacts['arch']): void {
  if (process.platform !== 'linux' || process.arch !== arch)
    throw refusal('proof.lease_unusable', { detail: `the lease has no Node.js ${leastNode} or later, which runs the proof: install it there` })
  copyFileSync(process.execPath, join(out, 'node'))
  chmodSync(join(out, 'node'), 0o755)
}

/** Runs the agent's program that writes the prover. Its messages go to this terminal. */
function prepare(words: readonly string[]): Promise<void> {
  const program = agentProgram('prepareLeaseProver')
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? done() : reject(refusal('proof.lease_unusable', { detail: 'the prover could not be prepared on this machine' })),
    )
  })
}

/** Time limit in milliseconds for a short command in a lease. Connecting takes up to 15 s. */
const answerWithinMs = 60_000

/** Runs a command in a lease and returns its output. Stops waiting after the time limit, even if the machine keeps the connection open. */
function onLease({ jobConfig, name }: SshTarget, script: string, { withinMs = answerWithinMs }: Within = {}): Promise<string> {
  return new Promise((done, reject) => {
    const child = execFile('ssh', ['-F', jobConfig, '-T', '-o', 'ConnectTimeout=15', name, script], (error, stdout, stderr) => {
      clearTimeout(timer)
      if (error === null) done(stdout)
      else reject(refusal('proof.lease_unusable', { detail: plain(stderr.trim().split('\n').at(-1) || error.message) }))
    })
    // Measure the time limit with a separate timer, because the call itself returns only after all programs have closed its output.
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      child.stdout?.destroy()
      child.stderr?.destroy()
      reject(refusal('proof.lease_silent', { detail: `${withinMs / 1_000} s` }))
    }, withinMs)
  })
}
