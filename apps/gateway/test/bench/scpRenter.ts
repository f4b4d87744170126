import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startTestbed } from '../startTestbed.ts'

const fileBytes = 64 * 1024 * 1024
const leaseId = 1

/**
 * Creates a renter who copies files with OpenSSH's `scp`. The gateway has its own database, and `lineTo` connects it to a real agent. `measure` copies one file
 * to the machine and back, and returns the bytes per second in each direction. From each time it subtracts the time that an empty file takes, which consists of
 * two sign-ins and the end of the session.
 */
export async function scpRenter(lineTo: (port: number) => Promise<number>) {
  const testbed = await startTestbed()
  const { tenant } = await testbed.rented({ leaseId, tunnelPorts: [await lineTo(testbed.gateway.tunnelPort)] })
  const [, jump = '', host = ''] = tenant.target
  const work = path.join(testbed.folder, 'scp')
  mkdirSync(work)
  writeFileSync(path.join(work, 'large'), randomBytes(fileBytes))
  writeFileSync(path.join(work, 'empty'), '')

  async function copyMs(from: string, to: string): Promise<number> {
    const atMs = performance.now()
    const child = spawn('scp', ['-q', ...tenant.options, '-J', jump, from, to], { stdio: ['ignore', 'ignore', 'inherit'], cwd: work })
    const code = await new Promise((resolve) => child.once('close', resolve))
    if (code !== 0) throw new Error(`scp ended with ${code}`)
    return performance.now() - atMs
  }

  async function measure(): Promise<{ upPerSecond: number; downPerSecond: number }> {
    const emptyMs = Math.min(await copyMs('empty', `${host}:`), await copyMs(`${host}:empty`, 'empty-back'))
    const upMs = await copyMs('large', `${host}:`)
    const downMs = await copyMs(`${host}:large`, 'back')
    if (statSync(path.join(work, 'back')).size !== fileBytes) throw new Error('scp did not bring the whole file')
    return { upPerSecond: (fileBytes / (upMs - emptyMs)) * 1_000, downPerSecond: (fileBytes / (downMs - emptyMs)) * 1_000 }
  }

  return { measure, close: () => testbed.close() }
}
