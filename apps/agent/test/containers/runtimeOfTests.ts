import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Runtime, Sandbox } from '../../src/runtime/runtime.ts'
import type { PipedProcess, TerminalProcess } from '../../src/runtime/sandboxProcess.ts'
import { leasesPrefix } from './clearAwayDeadLeases.ts'
import { type ContainerOfTests, newRuntime } from './newRuntime.ts'

/**
 * The folder of one test's leases, and a runtime that uses it. If `container` is null, it is the local runtime. A second runtime for the same folder acts like
 * a restarted agent.
 */
export type TestRuntime = {
  kind: Runtime['kind']
  leasesDir: string
  start(kept: readonly string[]): Promise<Runtime>
  /** Starts a lease in a runtime that has adopted no leases of an earlier run. */
  lease(id: string): Promise<Sandbox>
}

/** The environment variables of test workloads: a greeting that the lease must get, and names that the runtime must leave out. */
const workloadOfTests = { GREETING: 'hello from the workload', LD_PRELOAD: '/root/evil.so', NVIDIA_VISIBLE_DEVICES: 'all' }

/** Makes a runtime for one test. At the end of the test, stops and wipes its leases. */
export async function runtimeOfTest({ container }: { container: ContainerOfTests | null }): Promise<TestRuntime> {
  const runtime = await openTestRuntime({ container })
  onTestFinished(runtime.close)
  return runtime
}

/** Creates a runtime for several tests. `close` stops its leases and deletes all their data. */
export async function openTestRuntime({ container }: { container: ContainerOfTests | null }): Promise<TestRuntime & { close(): Promise<void> }> {
  const leasesDir = await mkdtemp(path.join(tmpdir(), `${leasesPrefix}${process.pid}-`))
  const made = new Set<string>()
  const start = async (kept: readonly string[]): Promise<Runtime> => {
    for (const leaseId of kept) made.add(leaseId)
    const runtime = newRuntime({ leasesDir, container })
    await runtime.adopt(kept.map((leaseId) => ({ leaseId, environment: {} })))
    return runtime
  }
  const first = await start([])
  const sandboxOf = (leaseId: string): Sandbox => first.sandbox({ leaseId, environment: workloadOfTests })
  return {
    kind: first.kind,
    leasesDir,
    start,
    lease: async (leaseId) => {
      made.add(leaseId)
      const sandbox = sandboxOf(leaseId)
      await sandbox.prepare()
      return sandbox
    },
    close: async () => {
      for (const leaseId of made) {
        await sandboxOf(leaseId).stop([])
        await sandboxOf(leaseId).wipe()
      }
      for (const place of [leasesDir, `${leasesDir}.images.json`, `${leasesDir}.seccomp.json`]) await rm(place, { recursive: true, force: true })
    },
  }
}

/** Runs one command in a lease until it ends. Returns its output, and its exit code or the signal that ended it. */
export async function runIn(
  sandbox: Sandbox,
  command: string,
  input = '',
): Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }> {
  const running = await sandbox.exec({ command, environment: {} })
  const outputs = Promise.all([textOf(running.stdout), textOf(running.stderr)])
  running.stdin.end(input)
  const exit = await running.exited
  const [stdout, stderr] = await outputs
  return { ...exit, stdout, stderr }
}

/** Collects the output of a terminal. */
export function screenOf(terminal: TerminalProcess): { text(): string; shows(part: string): Promise<void> } {
  let text = ''
  terminal.onOutput((bytes) => (text += bytes.toString()))
  return { text: () => text, shows: (part) => until(`the screen to show ${part}, it has ${text}`, async () => text.includes(part)) }
}

/** Checks the condition repeatedly until it is true. Throws after 20 seconds. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited 20 s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

async function textOf(stream: PipedProcess['stdout']): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
