// Adds lines to a log, shortens it, and kills itself at a step of the file system. Arguments: the log, and the number of the step. Prints a letter for each
// line that was added. A test starts it.
import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { AppendLog } from '../src/files/appendLog.ts'

const [path = '', step = ''] = process.argv.slice(2)
let left = Number.POSITIVE_INFINITY

function countStep(): void {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

const names = ['openSync', 'writeSync', 'fdatasyncSync', 'renameSync', 'fsyncSync', 'closeSync'] as const
const files = fs as unknown as Record<string, (...parameters: unknown[]) => unknown>
for (const name of names) {
  const original = files[name]
  if (original === undefined) throw new Error(`node:fs has ${name}`)
  files[name] = (...parameters) => {
    countStep()
    return original(...parameters)
  }
}
const open = promises.open
promises.open = async (...parameters) => {
  countStep()
  return await open(...parameters)
}
syncBuiltinESMExports()

const { log } = AppendLog.open(path)
let added = 0
function add(): void {
  log.append(`line ${added}`)
  added += 1
  process.stdout.write('+')
}
for (let count = 0; count < 5; count += 1) add()
left = Number(step)
const shortened = log.shorten([`first ${added}`], () => 'mark')
for (let count = 0; count < 3; count += 1) add()
await shortened
add()
await log.synced()
log.close()
process.stdout.write('.')
