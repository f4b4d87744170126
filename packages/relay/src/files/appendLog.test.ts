import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppendLog } from './appendLog.ts'
import { readPrivateFile, writePrivateFile } from './privateFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a log of lines', () => {
  it('has all lines after a restart, but for a last one that a kill cut', async () => {
    const path = join(folder, 'cut.log')
    const { log, lines } = AppendLog.open(path)
    expect(lines).toEqual([])
    for (const line of ['one', 'two']) log.append(line)
    await Promise.all([log.synced(), log.synced()])
    log.append('three')
    await log.synced()
    log.close()
    appendFileSync(path, '{"k":"v","v":"AAA')
    const again = AppendLog.open(path)
    expect(again.lines).toEqual(['one', 'two', 'three'])
    again.log.append('four')
    again.log.close()
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\nfour\n')
  })

  it('can be read only by its owner', () => {
    const path = join(folder, 'new/private.log')
    writePrivateFile(path, 'secret')
    expect([statSync(path).mode & 0o777, readPrivateFile(path), readPrivateFile(join(folder, 'none'))]).toEqual([0o600, 'secret', null])
    AppendLog.replace(path, ['a', 'b'])
    expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8')]).toEqual([0o600, 'a\nb\n'])
  })
})
