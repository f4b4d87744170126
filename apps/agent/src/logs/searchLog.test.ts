import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomFrom } from '@infinitio/process/test'
import { logHitsWire, logPartWire } from '@infinitio/domain/wire'
import { expect, onTestFinished, test } from 'vitest'
import { readLogPart } from './readLogPart.ts'
import { searchLog } from './searchLog.ts'

const seed = 20_261_123
const chunkBytes = 256 * 1024

test(`finds the same matches and lines as a plain search in random logs (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const alphabet = ['a', 'A', 'b', '\n', 'é', ' ']
  const letters = (count: number): string => Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  for (let round = 0; round < 60; round += 1) {
    // In turn, use a small log, and a log in which a chunk ends among the random letters, so that a match may lie across the end.
    const filler = 'x'.repeat(round % 2 === 0 ? Math.floor(random() * 40) : chunkBytes * (1 + (round % 3)) - 60)
    const log = `${letters(30)}${filler}${letters(120)}`
    const text = letters(1 + Math.floor(random() * 3)).replaceAll('\n', 'a')
    const matchCase = random() < 0.5
    const skip = Math.floor(random() * 4)
    const { total, hits, isWhole } = await search(log, { text, matchCase, skip })
    const wanted = naiveHits(log, text, matchCase)
    expect({ round, total, isWhole, hits: hits.map(({ offset, line }) => ({ offset, line })) }).toEqual({
      ...{ round, total: wanted.length, isWhole: true, hits: wanted.slice(skip, skip + 200) },
    })
  }
})

test('finds a text that lies across the end of a chunk, wherever it is cut', async () => {
  const text = 'CUDA out of memory'
  for (let before = 0; before <= text.length; before += 1) {
    const { total, hits } = await search(`${'-'.repeat(chunkBytes - before)}${text}\nend`, { text, matchCase: true, skip: 0 })
    expect([total, hits[0]?.offset]).toEqual([1, chunkBytes - before])
  }
})

test('shows a match with its line, without colours and cursor movements', async () => {
  const log = 'first\n\x1b[32mstep 12\x1b[0m: loss \x07Error\x1b[2J of 3 é\nlast error'
  const { hits } = await search(log, { text: 'error', matchCase: false, skip: 0 })
  expect(hits.map(({ line, before, match, after }) => ({ line, before, match, after }))).toEqual([
    { line: 2, before: 'step 12: loss ', match: 'Error', after: ' of 3 é' },
    { line: 3, before: 'last ', match: 'error', after: '' },
  ])
})

test.each(['(a+)+$', '.*', '[', '\\', '^', '$(id)', '%s', "' or 1=1", '\0'])('%j is a plain text and nothing else', async (text) => {
  const { total, hits } = await search(`${'a'.repeat(10_000)}${text}b\n`, { text, matchCase: true, skip: 0 })
  expect([total, hits[0]?.offset]).toEqual([1, 10_000])
})

test('limits the answer for a log of one endless line, and for one of only matches', async () => {
  const all = await search('a'.repeat(3_000_000), { text: 'a', matchCase: true, skip: 10 })
  expect([all.total, all.hits.length, all.hits[0]?.offset]).toEqual([3_000_000, 200, 10])
  expect(JSON.stringify(logHitsWire.parse(all)).length).toBeLessThan(512 * 1024)
})

test('reports an incomplete search when its time is over', async () => {
  let nowMs = 0
  const log = 'x'.repeat(5 * chunkBytes)
  const file = await logFile(log)
  const answer = await searchLog(file, { text: 'x', matchCase: true, skip: 0, most: 1, withinMs: 2, nowMs: () => (nowMs += 1) })
  expect([answer.isWhole, answer.total < log.length, answer.total > 0]).toEqual([false, true, true])
})

test('shows whole lines around an offset, also at both ends and beyond', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} of the log\n`)
  const log = lines.join('')
  const file = await logFile(log)
  const offset = log.indexOf('line 12345 ')
  const part = logPartWire.parse(await readLogPart(file, { offset }))
  expect(part.after.startsWith('line 12345 of the log\n')).toBe(true)
  expect(log.slice(part.offset, part.offset + part.before.length)).toBe(part.before)
  expect([part.before.startsWith('line '), part.after.endsWith('log\n')]).toEqual([true, true])
  expect((await readLogPart(file, { offset: 0 })).offset).toBe(0)
  expect((await readLogPart(file, { offset: 1e14 })).before.endsWith(lines.at(-1) ?? '')).toBe(true)
})

async function search(log: string, { text, matchCase, skip }: { text: string; matchCase: boolean; skip: number }) {
  return searchLog(await logFile(log), { text, matchCase, skip, most: 200, withinMs: 60_000, nowMs: () => 0 })
}

async function logFile(log: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-log-'))
  writeFileSync(path.join(folder, 'log'), log)
  const file = await open(path.join(folder, 'log'))
  onTestFinished(async () => {
    await file.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return file
}

function naiveHits(log: string, text: string, matchCase: boolean): { offset: number; line: number }[] {
  const fold = (value: string): string => (matchCase ? value : value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))
  const [haystack, needle] = [fold(log), fold(text)]
  const hits: { offset: number; line: number }[] = []
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    const before = log.slice(0, at)
    hits.push({ offset: Buffer.byteLength(before), line: before.split('\n').length })
  }
  return hits
}
