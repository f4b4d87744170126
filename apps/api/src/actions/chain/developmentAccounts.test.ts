import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { developmentAccounts } from './readDevelopmentKey.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-accounts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('gives the accounts of the development keys, without a key that this market does not have, and the account that deployed the contracts', () => {
  const file = join(folder, 'voter.key')
  writeFileSync(file, `0x${'0'.repeat(63)}1`, { mode: 0o600 })
  const voter = { account: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf', kind: 'voter' }
  expect(developmentAccounts({ providerKeyFile: null, voterKeyFile: file, deployerAccount: null })).toEqual([voter])
  expect(developmentAccounts({ providerKeyFile: join(folder, 'none.key'), voterKeyFile: file, deployerAccount: null })).toEqual([voter])
  const deployer = { account: `0x${'cd'.repeat(20)}`, kind: 'deployer' }
  expect(developmentAccounts({ providerKeyFile: null, voterKeyFile: file, deployerAccount: deployer.account })).toEqual([voter, deployer])
})
