import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { byWallet, fixOf, type WalletAct } from './byWallet.ts'
import type { ProvidedMachine } from './providedMachine.ts'

const page = 'https://market.example'

test.each([
  ['pause', `infinitio provide pause --key-file <file>, or Pause on ${page}/provide`],
  ['resume', `infinitio provide resume --key-file <file>, or List again on ${page}/provide`],
  ['drain', `infinitio provide drain --key-file <file>, or Pause on ${page}/provide`],
  ['remove', `infinitio provide remove --key-file <file>, or Remove machine on ${page}/provide`],
] satisfies [WalletAct, string][])('without the wallet, %s does nothing and says exactly what to do', async (act, fix) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'infinitio-wallet-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const machine = (keyFile: string | null) => ({ dataDir, fleet: null, nodeId: null, settings: { apiUrl: page, keyFile } }) as ProvidedMachine
  let hasRun = false
  const run = async (): Promise<void> => {
    hasRun = true
  }
  await expect(byWallet({ machine: machine(null), keyFile: null, act }, run)).rejects.toMatchObject({
    ...{ code: 'node.wallet_needed', detail: `no key file is named: ${fix}` },
  })
  await expect(byWallet({ machine: machine('/not/there.key'), keyFile: null, act }, run)).rejects.toMatchObject({
    ...{ code: 'node.wallet_needed', detail: `/not/there.key is not there: ${fix}` },
  })
  expect(hasRun).toBe(false)
})

test('names the page of the machine, where its owner removes it', () => {
  const nodeId = `0x${'1'.repeat(64)}`
  const machine = { settings: { apiUrl: page }, nodeId } as ProvidedMachine
  expect(fixOf(machine, 'remove')).toBe(`infinitio provide remove --key-file <file>, or Remove machine on ${page}/provide/nodes/${nodeId}`)
})
