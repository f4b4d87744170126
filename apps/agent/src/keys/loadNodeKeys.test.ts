import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ssh2 from 'ssh2'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadNodeKeys } from './loadNodeKeys.ts'

describe('the keys of a node', () => {
  test('makes keys once, with mode 0600, and returns the same keys later', async () => {
    const folder = await setup()
    const first = await loadNodeKeys(folder)
    expect(await loadNodeKeys(folder)).toEqual(first)
    for (const name of ['node.key', 'host.key', 'box.key']) expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600)
  })

  test('gives two starts at the same moment the same keys', async () => {
    const folder = await setup()
    const [one, other] = await Promise.all([loadNodeKeys(folder), loadNodeKeys(folder)])
    expect(one).toEqual(other)
  })

  test('refuses a damaged file and never replaces it', async () => {
    const folder = await setup()
    await loadNodeKeys(folder)
    await writeFile(path.join(folder, 'host.key'), 'damaged')
    await expect(loadNodeKeys(folder)).rejects.toThrow('does not hold a key')
  })

  test('makes an SSH host key whose public half goes on chain', async () => {
    const keys = await loadNodeKeys(await setup())
    const parsed = ssh2.utils.parseKey(keys.hostKeyFile)
    if (parsed instanceof Error) throw parsed
    expect(parsed.getPublicSSH().subarray(-32).toString('hex')).toBe(keys.hostKey.slice(2))
  })

  async function setup(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-keys-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return folder
  }
})
