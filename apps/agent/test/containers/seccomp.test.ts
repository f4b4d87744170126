import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { openTestRuntime, runIn } from './runtimeOfTests.ts'
import { systemCallProgram } from './systemCallProgram.ts'

const notImplemented = 38
const [unix, inet, netlink, alg, vsock] = [1, 2, 16, 38, 40]
const stream = 1
const datagram = 2
const childSignal = 17
const newUser = 0x1000_0000
const newNet = 0x4000_0000

/** System calls that a lease must not make. Most known container escapes used the parts of the kernel that these calls reach. */
const closed = {
  add_key: { number: 248 },
  request_key: { number: 249 },
  keyctl: { number: 250 },
  bpf: { number: 321 },
  userfaultfd: { number: 323 },
  perf_event_open: { number: 298 },
  io_uring_setup: { number: 425, args: [1] },
  io_uring_enter: { number: 426 },
  io_uring_register: { number: 427 },
  unshare: { number: 272, args: [newUser] },
  setns: { number: 308, args: [0, newUser] },
  clone3: { number: 435 },
  'clone-with-users': { number: 56, args: [newUser + childSignal] },
  'clone-with-network': { number: 56, args: [newNet + childSignal] },
  mount: { number: 165 },
  umount2: { number: 166 },
  pivot_root: { number: 155 },
  fsopen: { number: 430 },
  open_tree: { number: 428 },
  move_mount: { number: 429 },
  mount_setattr: { number: 442 },
  init_module: { number: 175 },
  finit_module: { number: 313 },
  kexec_load: { number: 246 },
  open_by_handle_at: { number: 304 },
  reboot: { number: 169 },
  iopl: { number: 172 },
  vmsplice: { number: 278 },
  'socket-alg': { number: 41, args: [alg, 5] },
  'socket-vsock': { number: 41, args: [vsock, stream] },
  'socket-netfilter': { number: 41, args: [netlink, 3, 12] },
  'of-a-kernel-to-come': { number: 4_000 },
} as const

/** System calls of usual workloads. */
const open = {
  getpid: { number: 39 },
  'clone-of-a-process': { number: 56, args: [childSignal] },
  'socket-unix': { number: 41, args: [unix, stream] },
  'socket-inet': { number: 41, args: [inet, datagram] },
  'socket-routes': { number: 41, args: [netlink, 3, 0] },
  'ptrace-of-itself': { number: 101, args: [0] },
  'personality-asked': { number: 135, args: [0xffff_ffff] },
  inotify_init1: { number: 294 },
  eventfd2: { number: 290 },
  sched_yield: { number: 24 },
  membarrier: { number: 324 },
} as const

const calls = Object.entries({ ...closed, ...open })

/** A program with the threads, files, sockets and child processes of a usual workload. */
const workload = `
import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, watch, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { Worker } from 'node:worker_threads'
import { gzipSync, gunzipSync } from 'node:zlib'
const folder = mkdtempSync('/root/work-')
watch(folder).unref()
writeFileSync(folder + '/new', 'written')
renameSync(folder + '/new', folder + '/old')
const fromThread = await new Promise((done) => new Worker('require("worker_threads").parentPort.postMessage(40 + 2)', { eval: true }).once('message', done))
const server = createServer((_, answer) => answer.end('over loopback'))
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const answer = await (await fetch('http://127.0.0.1:' + server.address().port)).text()
server.close()
console.log(JSON.stringify([
  readFileSync(folder + '/old', 'utf8'), fromThread, answer, String(execFileSync('/bin/sh', ['-c', 'echo a child | cat'])).trim(),
  gunzipSync(gzipSync('packed')).toString(), createHash('sha256').update('').digest('hex').slice(0, 8), Object.keys(networkInterfaces()).includes('lo'),
]))
`

/** Each test checks one promise of the leases' seccomp profile. No test container has a GPU; containers with GPUs get the same profile as these. */
describe.skipIf(whyNoContainers !== null)(`applies the seccomp profile of leases${inContainers}`, () => {
  let engine: TestEngine
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>

  beforeAll(async () => {
    engine = await engineOfTests()
    const image = engine.makeImage({
      changes: [],
      add: (root) => {
        for (const folder of ['calls', 'programs']) mkdirSync(path.join(root, folder))
        for (const [name, call] of calls) {
          writeFileSync(path.join(root, 'calls', name), systemCallProgram(call))
          chmodSync(path.join(root, 'calls', name), 0o755)
        }
        writeFileSync(path.join(root, 'programs/workload.mjs'), workload)
        addProgram(root, process.execPath)
      },
    })
    runtime = await openTestRuntime({
      container: { socketPath: engine.socket, network: engine.network, image, limits: { memoryMib: 512, processes: 256 } },
    })
  })
  afterAll(async () => {
    await runtime?.close()
    await engine?.stop()
  })

  test('fails forbidden system calls as an older kernel would, so that programs use others', async () => {
    const answers = await answersOf(Object.keys(closed))
    expect(answers).toEqual(Object.fromEntries(Object.keys(closed).map((name) => [name, notImplemented])))
  })

  test('allows system calls of usual workloads', async () => {
    const answers = await answersOf(Object.keys(open))
    expect(answers).toEqual(Object.fromEntries(Object.keys(open).map((name) => [name, 0])))
  })

  test('runs a program with threads, files, sockets and children', async () => {
    const { stdout, stderr } = await runIn(await runtime.lease('7'), '/programs/node /programs/workload.mjs')
    expect({ stderr, printed: JSON.parse(stdout || 'null') as unknown }).toEqual({
      stderr: '',
      printed: ['written', 42, 'over loopback', 'a child', 'packed', 'e3b0c442', true],
    })
  })

  test('stores the profile in a file that only the agent can change', async () => {
    await runtime.lease('7')
    const { mode, uid } = JSON.parse(
      execFileSync('stat', ['--format', '{"mode":"%a","uid":%u}', `${runtime.leasesDir}.seccomp.json`], { encoding: 'utf8' }),
    ) as { mode: string; uid: number }
    expect({ mode, uid }).toEqual({ mode: '600', uid: process.getuid?.() })
    expect(JSON.parse(readFileSync(`${runtime.leasesDir}.seccomp.json`, 'utf8'))).toMatchObject({ defaultAction: 'SCMP_ACT_ERRNO' })
  })

  /** Returns the error number of each listed system call in a lease. */
  async function answersOf(names: readonly string[]): Promise<Record<string, number>> {
    const { stdout } = await runIn(await runtime.lease('7'), names.map((name) => `/calls/${name}; echo ${name} $?`).join('\n'))
    return Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name, code]) => [name, Number(code)]),
    )
  }
})

/** Copies a program of this machine with its libraries into the root of an image, as /programs/node. */
function addProgram(root: string, program: string): void {
  copyFileSync(realpathSync(program), path.join(root, 'programs/node'))
  const libraries = execFileSync('ldd', [realpathSync(program)], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g)
  for (const [, library = ''] of libraries) {
    mkdirSync(path.join(root, path.dirname(library)), { recursive: true })
    copyFileSync(realpathSync(library), path.join(root, library))
  }
}
