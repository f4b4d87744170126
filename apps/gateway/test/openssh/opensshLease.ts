import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, linkSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'
import type { UnpackedPlace } from '../../../../scripts/deploy/installPromtool.ts'

/** The result of a program: its exit code and its output. */
export type Run = { code: number | null; stdout: string; stderr: string }

/** A running program: its output so far, and its end. */
export type Started = {
  child: ChildProcess
  stdout(): string
  shows(part: RegExp): Promise<RegExpExecArray>
  says(part: RegExp): Promise<RegExpExecArray>
  stop(): Promise<void>
}

type Testbed = Awaited<ReturnType<typeof startTestbed>>

/** Rents a lease and configures OpenSSH's programs to reach it through the gateway. The result has functions that run these programs. */
export async function opensshLease(testbed: Testbed, leaseId: number) {
  const { machine, tenant } = await testbed.rented({ leaseId })
  const [, jump = '', host = ''] = tenant.target
  const options = [...tenant.options, '-J', jump]
  const work = path.join(testbed.folder, `renter-${leaseId}`)
  mkdirSync(work)
  return {
    ...{ machine, tenant, host, options, work },
    home: path.join(machine.dataDir, 'leases', String(leaseId), 'home'),
    ssh: (args: readonly string[], input = '') => run('ssh', [...options, ...args], { input, cwd: work }),
    exec: (command: string, input: string | Buffer = '') => run('ssh', [...options, host, command], { input, cwd: work }),
    scp: (args: readonly string[]) => run('scp', [...options, ...args], { input: '', cwd: work }),
    sftp: (batch: string) => run('sftp', [...options, '-b', '-', host], { input: batch, cwd: work }),
    start: (args: readonly string[]) => start('ssh', [...options, ...args]),
  }
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], { input, cwd }: { input: string | Buffer; cwd: string }): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'pipe', cwd })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Starts a program that keeps running, with its input open. */
export function start(file: string, args: readonly string[]): Started {
  const child = spawn(file, args, { stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => {})
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waitFor = async (part: RegExp, text: () => string): Promise<RegExpExecArray> => {
    await until(() => {
      if (child.exitCode !== null && !part.test(text())) throw new Error(`it ended: ${stderr}`)
      return part.test(text())
    })
    return part.exec(text()) as RegExpExecArray
  }
  return {
    child,
    stdout: () => stdout,
    shows: (part) => waitFor(part, () => stdout),
    says: (part) => waitFor(part, () => stderr),
    async stop() {
      // End the client with SIGTERM. After SIGKILL, the process of its jump connection would keep running for a while.
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Creates a folder that the lease's user can read, with Node and, if available, rsync. */
export function toolsForLeases(testbed: Testbed, packages: UnpackedPlace): { node: string; rsync: string | null } {
  const folder = path.join(testbed.folder, 'tools')
  mkdirSync(folder)
  const node = path.join(folder, 'node')
  try {
    linkSync(process.execPath, node)
  } catch {
    copyFileSync(process.execPath, node)
  }
  if ('root' in packages) cpSync(path.join(packages.root, 'usr'), path.join(folder, 'usr'), { recursive: true, verbatimSymlinks: true })
  for (const name of [folder, node]) chmodSync(name, 0o755)
  const library = path.join(folder, 'usr/lib', 'x86_64-linux-gnu')
  const rsync = path.join(folder, 'usr/bin/rsync')
  return { node, rsync: existsSync(rsync) ? `env LD_LIBRARY_PATH=${library} ${rsync}` : null }
}

/**
 * Returns the arguments with which Node runs an echo service on a port or socket path (`where`). The service prints the address on which it listens. When a
 * client ends its side of a connection, the service ends the other side, too.
 */
export function echoService(where: string): string {
  const program = `require('net').createServer({allowHalfOpen:true},s=>{s.on('error',()=>{});s.pipe(s)}).listen(${where},function(){const a=this.address();console.log('at '+(a.port??a)+' .')})`
  return `-e "${program.replaceAll('"', '\\"')}"`
}
