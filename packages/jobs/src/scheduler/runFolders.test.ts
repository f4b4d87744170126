import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRunFolders } from './runFolders.ts'

const account = '0xAb'
let at: string

beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'infinitio-run-folders-'))
})
afterEach(() => rmSync(at, { recursive: true }))

it('deletes what a killed process left, and nothing of a process that runs', async () => {
  const [killed, running] = [await openRunFolders(account, { at, everyMs: 1_000_000 }), await openRunFolders(account, { at, everyMs: 1_000_000 })]
  const [left, used] = [await killed.open(), await running.open()]
  for (const run of [left, used]) writeFileSync(join(run, 'piece'), 'x')
  const old = (run: string, seconds: number) => utimesSync(dirname(run), new Date(), Date.now() / 1_000 - seconds)
  old(left, 601)
  old(used, 590)
  const next = await openRunFolders(account, { at })
  expect(existsSync(left)).toBe(false)
  expect(existsSync(join(used, 'piece'))).toBe(true)
  for (const one of [killed, running, next]) await one.close()
  expect(readdirSync(join(at, 'infinitio-jobs-0xab'))).toEqual([])
})

it('touches its folder while it runs, and looks for left folders again', async () => {
  const first = await openRunFolders(account, { at, everyMs: 20 })
  const run = await first.open()
  utimesSync(dirname(run), new Date(), Date.now() / 1_000 - 590)
  const left = join(at, 'infinitio-jobs-0xab', 'process-left')
  mkdirSync(left)
  utimesSync(left, new Date(), Date.now() / 1_000 - 601)
  await expect.poll(() => existsSync(left)).toBe(false)
  expect(Date.now() - statSync(dirname(run)).mtimeMs).toBeLessThan(60_000)
  rmSync(dirname(run), { recursive: true })
  expect(existsSync(await first.open())).toBe(true)
  await first.close()
})

it('uses another place if somebody else made the usual one', async () => {
  const foreign = join(at, 'foreign')
  mkdirSync(foreign)
  const usual = join(at, 'infinitio-jobs-0xab')
  symlinkSync(foreign, usual)
  const linked = await openRunFolders(account, { at })
  await linked.open()
  expect(readdirSync(foreign)).toEqual([])
  await linked.close()
  rmSync(usual)
  mkdirSync(usual)
  chmodSync(usual, 0o777)
  const open = await openRunFolders(account, { at })
  await open.open()
  expect(readdirSync(usual)).toEqual([])
  await open.close()
  expect(readdirSync(at).toSorted()).toEqual(['foreign', 'infinitio-jobs-0xab'])
})
