// Notes machine after machine in a journal with a small limit, and kills itself at a step of the file system. Arguments: the journal, and the number of the step.
// Prints a line for each event that was noted. A test starts it.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { openScaleJournal } from '../src/serving/scaling/scaleJournal.ts'

const [path = '', step = ''] = process.argv.slice(2)
let left = Number(step)

const names = ['openSync', 'writeFileSync', 'renameSync', 'fsyncSync', 'closeSync'] as const
const files = fs as unknown as Record<string, (...parameters: unknown[]) => unknown>
for (const name of names) {
  const original = files[name]
  if (original === undefined) throw new Error(`node:fs has ${name}`)
  files[name] = (...parameters) => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return original(...parameters)
  }
}
syncBuiltinESMExports()

const journal = openScaleJournal(path, { mostBytes: 900 })
const note = (event: Parameters<typeof journal.note>[0]) => {
  journal.note(event)
  fs.writeSync(1, `${event.kind} ${event.id}\n`)
}
for (let n = 0; n < 40; n++) {
  note({ kind: 'ordered', id: `0x${n}`, atMs: n, node: '0xa', pricePerHour: 7n, order: { bid: { nonce: 5n } } as never })
  note({ kind: 'leased', id: `0x${n}`, atMs: n, leaseId: `${n}` })
  if (n > 0) note({ kind: 'over', id: `0x${n - 1}`, atMs: n, reason: 'idle', paid: 5n })
}
note({ kind: 'over', id: '0x39', atMs: 40, reason: 'idle', paid: 5n })
