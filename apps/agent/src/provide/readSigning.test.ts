import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { mandateFileOf } from '../provision/mandateFile.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'
import { readSigning } from './commands/showStatus.ts'

test('a damaged mandate is seen whether the wallet key is here or not', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'infinitio-signing-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const keyFile = path.join(dataDir, 'wallet.key')
  const settings = { keyFile } as ProviderSettings
  const damagedMandate = mandateFileOf(dataDir)
  expect(await readSigning({ dataDir, settings })).toEqual({ by: null, damagedMandate: null })
  await writeFile(damagedMandate, '{"mandate":')
  expect(await readSigning({ dataDir, settings })).toEqual({ by: null, damagedMandate })
  await writeFile(keyFile, '')
  expect(await readSigning({ dataDir, settings })).toEqual({ by: 'wallet', keyFile, damagedMandate })
  await rm(damagedMandate)
  expect(await readSigning({ dataDir, settings })).toEqual({ by: 'wallet', keyFile, damagedMandate: null })
})
