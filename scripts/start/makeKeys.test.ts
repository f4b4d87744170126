import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataFolder } from './dataFolder.ts'
import { makeKeys, readKey } from './makeKeys.ts'

describe('makeKeys', () => {
  it('creates a different key for each owner, readable only by its owner, and one for running leases beside the sender', () => {
    const { folder, clean } = setup()
    const files = makeKeys(folder)
    const keys = Object.values(files).map(readKey)
    expect(new Set(keys).size).toBe(keys.length)
    for (const file of Object.values(files)) expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(files['lease-sender']).toBe(join(folder.keys, 'lease-sender.key'))
    expect(readKey(files['lease-sender'])).not.toBe(readKey(files.sender))
    clean()
  })

  it('keeps the keys of an earlier start', () => {
    const { folder, clean } = setup()
    const files = Object.values(makeKeys(folder))
    const before = files.map((file) => readFileSync(file, 'utf8'))
    makeKeys(folder)
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before)
    clean()
  })

  function setup() {
    const root = mkdtempSync(join(tmpdir(), 'scripts-keys-'))
    const keys = join(root, 'keys')
    mkdirSync(keys, { mode: 0o700 })
    const folder: DataFolder = { root, keys, pids: root, logs: root, chain: root, postgres: root, agents: root }
    return { folder, clean: () => rmSync(root, { recursive: true, force: true }) }
  }
})
