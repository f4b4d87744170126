import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SignedMandate } from '@infinitio/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { chooseSigner } from './provisionFleet.ts'
import { readFleet } from './fleetFile.ts'
import { lookForMandate, mandateFileOf, readMandate, writeMandate } from './mandateFile.ts'

const signed: SignedMandate = {
  mandate: {
    ...{ provider: `0x${'1'.repeat(40)}`, node: `0x${'a'.repeat(64)}`, minPricePerGpuSecond: '100' },
    ...{ maxDurationSeconds: 3_600, maxTrialSeconds: 300, minNoticeSeconds: 0, maxNoticeSeconds: 600 },
    ...{ availableUntil: 2_000_000, flags: 0, until: 1_000_000, nonce: '7' },
  },
  mandateSignature: `0x${'2'.repeat(130)}`,
}
const signerIn = (dataDir: string) => chooseSigner({ AGENT_DATA_DIR: dataDir, AGENT_FLEET: 'this-machine', PROVIDER_KEY_FILE: undefined })

describe('the mandate in a data folder', () => {
  test('returns none before a mandate is stored, and later the whole one, readable only by its owner', async () => {
    const dataDir = await folder()
    expect(await lookForMandate(dataDir)).toEqual({ kind: 'none' })
    expect(await readMandate(dataDir)).toBeNull()
    await writeMandate(dataDir, signed)
    expect(await lookForMandate(dataDir)).toEqual({ kind: 'whole', signed })
    expect(await signerIn(dataDir)).toEqual({ by: 'mandate', signed })
    expect((await stat(mandateFileOf(dataDir))).mode & 0o777).toBe(0o600)
  })

  test.each(['', '{', '{}', JSON.stringify({ ...signed, mandateSignature: '0x' })])(
    'is damaged when the file holds anything else: %s',
    async (text) => {
      const dataDir = await folder()
      const file = mandateFileOf(dataDir)
      await writeFile(file, text)
      expect(await lookForMandate(dataDir)).toEqual({ kind: 'damaged', file })
      await expect(readMandate(dataDir)).rejects.toMatchObject({ code: 'node.wallet_needed', detail: `${file} is damaged` })
      await expect(signerIn(dataDir)).rejects.toMatchObject({ code: 'node.wallet_needed' })
    },
  )

  test("asks for a new signature on a mandate of the market's first edition", async () => {
    const dataDir = await folder()
    const file = mandateFileOf(dataDir)
    const { maxTrialSeconds, minNoticeSeconds, maxNoticeSeconds, availableUntil, flags, ...first } = signed.mandate
    expect([maxTrialSeconds, minNoticeSeconds, maxNoticeSeconds, availableUntil, flags]).not.toContain(undefined)
    await writeFile(file, JSON.stringify({ ...signed, mandate: first }))
    expect(await lookForMandate(dataDir)).toEqual({ kind: 'damaged', file, isOutdated: true })
    for (const look of [readMandate, signerIn]) await expect(look(dataDir)).rejects.toMatchObject({ code: 'order.mandate_outdated' })
  })

  test('rejects a mandate or fleet file that cannot be read', async () => {
    const dataDir = await folder()
    // Put a folder in the place of the file. Nobody can read a folder as a file, not even root, so this has the same effect as a failing disk.
    await mkdir(mandateFileOf(dataDir))
    await mkdir(path.join(dataDir, 'fleet.json'))
    const refused = { code: 'node.settings_unreadable', detail: `${mandateFileOf(dataDir)}: EISDIR` }
    for (const look of [lookForMandate, readMandate, signerIn]) await expect(look(dataDir)).rejects.toMatchObject(refused)
    await expect(readFleet(dataDir)).rejects.toMatchObject({ code: 'node.settings_unreadable' })
  })
})

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'infinitio-mandate-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
