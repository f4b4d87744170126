import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ProvidedMachine } from '../providedMachine.ts'
import { cleanRetired } from './removeMachine.ts'

const machine = { nodeId: `0x${'1'.repeat(64)}`, settings: { apiUrl: 'https://market.example' } } as ProvidedMachine

async function folder(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'infinitio-retired-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  for (const name of ['provide.json', 'fleet.json', 'mandate.json', 'notes.txt']) await writeFile(path.join(dataDir, name), '{}')
  await mkdir(path.join(dataDir, 'nodes', 'a'), { recursive: true })
  return dataDir
}

test('deletes the files of the agent without the wallet, and leaves files of the owner', async () => {
  const dataDir = await folder()
  expect(await cleanRetired({ dataDir, json: true }, machine)).toBe(0)
  expect(await readdir(dataDir)).toEqual(['notes.txt'])
})

test('deletes nothing while a lease is still on the machine and the agent does not run', async () => {
  const dataDir = await folder()
  await mkdir(path.join(dataDir, 'leases', '7'), { recursive: true })
  await expect(cleanRetired({ dataDir, json: true }, machine)).rejects.toMatchObject({ code: 'node.agent_stopped' })
  expect(await readdir(dataDir)).toContain('provide.json')
})
