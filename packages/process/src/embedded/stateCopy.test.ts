import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { keepStateCopy, restoreState } from './stateCopy.ts'

describe('the copy of a chain’s file', () => {
  it('replaces a file whose write was interrupted', async () => {
    const { file, clean } = setup()
    writeFileSync(file, '{"block":1}')
    const copy = keepStateCopy(file)
    await until(() => existsSync(`${file}.whole`))
    writeFileSync(file, '{"block":12,"acc')
    expect(restoreState(file)).toBe('restored')
    expect(readFileSync(file, 'utf8')).toBe('{"block":1}')
    expect(restoreState(file)).toBe('untouched')
    copy.stop()
    clean()
  })

  it('never copies an incomplete file, and follows a file that grows', async () => {
    const { file, clean } = setup()
    writeFileSync(file, '{"block":1,"tra')
    const copy = keepStateCopy(file)
    writeFileSync(file, '{"block":1,"transactions":[]}')
    await until(() => existsSync(`${file}.whole`))
    writeFileSync(file, '{"block":2,"transactions":[1]}')
    await until(() => readFileSync(`${file}.whole`, 'utf8').includes('"block":2'))
    copy.stop()
    clean()
  })

  it('lets a chain without any complete file start from zero', () => {
    const { file, clean } = setup()
    writeFileSync(file, '{"blo')
    expect(restoreState(file)).toBe('emptied')
    expect(existsSync(file)).toBe(false)
    clean()
  })

  function setup() {
    const folder = mkdtempSync(join(tmpdir(), 'process-state-'))
    return { file: join(folder, 'state.json'), clean: () => rmSync(folder, { recursive: true, force: true }) }
  }
})

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited 20 s')
    await delay(20)
  }
}
