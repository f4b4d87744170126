import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { simulatedAccounts } from './simulatedIn.ts'

const [simulated, person] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]

it('knows the accounts of the file from the moment it is written, and nobody from a file that is broken or absent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-simulated-'))
  const file = join(folder, 'accounts.json')
  try {
    const isSimulated = async (account: string) => (await simulatedAccounts(file)()).has(account)
    expect(await isSimulated(simulated)).toBe(false)
    writeFileSync(file, `["${simulated}`)
    expect(await isSimulated(simulated)).toBe(false)
    writeFileSync(file, JSON.stringify([simulated]))
    expect(await isSimulated(simulated)).toBe(true)
    expect(await isSimulated(person)).toBe(false)
    expect((await simulatedAccounts(null)()).size).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
