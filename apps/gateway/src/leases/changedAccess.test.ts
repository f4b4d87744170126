import { address, hashLeaseAccess, type Hex32 } from '@infinitio/domain'
import { leaseAccessOrderOf, type LeaseTermsWire } from '@infinitio/domain/wire'
import { hasOpenSsh } from '@infinitio/process/test'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount, sign } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

const domain = { chainId: 31_337, market: address(zeroAddress) }
const judge = { domain, nowSeconds: 0 }
const zero = `0x${'0'.repeat(40)}`
const terms: LeaseTermsWire = {
  ...{ renter: zero, provider: zero, node: `0x${'1'.repeat(64)}`, hostKey: `0x${'2'.repeat(64)}`, pricePerGpuSecond: '1', gpus: 1, start: 1 },
  ...{ durationSeconds: 3_600, noticeSeconds: 0, trialSeconds: 0, feeBps: 25, flags: 0, askNonce: '0' },
  ...{ askMaxDurationSeconds: 3_600, askAvailableUntil: 9_999_999_999, workloadHash: `0x${'3'.repeat(64)}` },
}

/** Creates the wallet of a lease's holder. `order` signs a change of the lease's SSH keys and ports. */
function holder() {
  const key = generatePrivateKey()
  const account = privateKeyToAccount(key).address.toLowerCase()
  const order = async (leaseId: number, change: { number: number; sshKeys: string[]; ports?: number[]; expiry?: number }) => {
    const form = { ports: [], expiry: 9_999_999_999, ...change }
    const hash: Hex32 = hashLeaseAccess(leaseAccessOrderOf({ leaseId: String(leaseId), terms }, form), domain)
    return { ...form, signature: await sign({ hash, privateKey: key, to: 'hex' }) }
  }
  return { account, order }
}

describe.skipIf(!hasOpenSsh)('changes SSH keys while a lease runs, with the OpenSSH client', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('admits an added key, ends the session of a removed key and refuses it later, and keeps other sessions', async () => {
    const { tenant, added, tell, wallet } = await rented(1)
    expect((await added.run([...added.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    await tell(await wallet.order(1, { number: 1, sshKeys: [tenant.publicKey, added.publicKey] }))
    await testbed.market.access({ leaseId: 1, number: 1, sshKeys: [tenant.publicKey, added.publicKey] })
    await until(async () => (await added.run([...added.target, 'echo in'])).stdout === 'in\n')
    const [open, stays] = [added.run([...added.target, 'exec sleep 600']), tenant.run([...tenant.target, 'exec sleep 600'])]
    await until(async () => (await testbed.health()).connections === 2)
    await testbed.market.access({ leaseId: 1, number: 2, sshKeys: [tenant.publicKey] })
    expect((await open).code).toBe(255)
    expect((await added.run([...added.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    expect((await testbed.health()).connections).toBe(1)
    await tell(await wallet.order(1, { number: 2, sshKeys: [] }))
    expect((await stays).code).toBe(255)
  })

  test('lets the machine check each change, so that a lying gateway and market admit nobody', async () => {
    const { machine, tenant, added, tell, wallet } = await rented(2)
    const both = [tenant.publicKey, added.publicKey]
    // From now on, the market's database always lists both keys, even after the holder has removed one. The machine must follow only changes that the holder
    // signed.
    await testbed.market.access({ leaseId: 2, number: 1, sshKeys: both })
    const first = await wallet.order(2, { number: 1, sshKeys: both })
    await tell(first)
    await until(async () => (await added.run([...added.target, 'echo in'])).stdout === 'in\n')
    const open = added.run([...added.target, 'exec sleep 600'])
    await until(async () => (await testbed.health()).connections === 1)
    await tell(await wallet.order(2, { number: 2, sshKeys: [tenant.publicKey] }))
    expect((await open).code).toBe(255)
    const isOut = async () => expect((await added.run([...added.target, 'true'])).code).toBe(255)
    await isOut()
    await tell(first)
    await isOut()
    await expect(tell(await holder().order(2, { number: 3, sshKeys: both }))).rejects.toThrow('auth.signature_wrong_signer')
    await expect(tell({ ...(await wallet.order(2, { number: 3, sshKeys: [tenant.publicKey] })), sshKeys: both })).rejects.toThrow(
      'auth.signature_wrong_signer',
    )
    await expect(tell(await wallet.order(2, { number: 3, sshKeys: both, expiry: 5 }), { nowSeconds: 5 })).rejects.toThrow('lease.instruction_expired')
    await expect(tell(await wallet.order(1, { number: 3, sshKeys: both }))).rejects.toThrow('auth.signature_wrong_signer')
    await isOut()
    expect((await tenant.run([...tenant.target, 'echo still'])).stdout).toBe('still\n')
    await machine.kill('SIGKILL')
    const again = await machine.restart()
    await until(async () => (await tenant.run([...tenant.target, 'echo back'])).stdout === 'back\n')
    await isOut()
    await expect(again.order({ kind: 'admit', leaseId: '2', told: { terms, holder: wallet.account, order: first }, judge })).resolves.toBeUndefined()
    await isOut()
  })

  test('refuses the former holder after a transfer, and accepts a key of the new holder', async () => {
    const { machine, tenant, added, tell, wallet } = await rented(3)
    await testbed.market.access({ leaseId: 3, number: 1, sshKeys: [tenant.publicKey, added.publicKey] })
    await tell(await wallet.order(3, { number: 1, sshKeys: [tenant.publicKey] }))
    await until(async () => (await tenant.run([...tenant.target, 'echo in'])).stdout === 'in\n')
    const open = tenant.run([...tenant.target, 'exec sleep 600'])
    await until(async () => (await testbed.health()).connections === 1)
    const heir = holder()
    const give = (order: unknown) => machine.order({ kind: 'admit', leaseId: '3', told: { terms, holder: heir.account, order }, judge })
    await expect(give(await wallet.order(3, { number: 2, sshKeys: [tenant.publicKey] }))).rejects.toThrow('auth.signature_wrong_signer')
    expect((await open).code).toBe(255)
    expect((await tenant.run([...tenant.target, 'true'])).code).toBe(255)
    await give(await heir.order(3, { number: 2, sshKeys: [added.publicKey] }))
    expect((await added.run([...added.target, 'echo heir'])).stdout).toBe('heir\n')
    await machine.order({ kind: 'remove', leaseId: '3' })
    await give(await heir.order(3, { number: 3, sshKeys: [tenant.publicKey] }))
    expect((await tenant.run([...tenant.target, 'true'])).code).toBe(255)
  })

  /**
   * Creates a running lease. Returns its machine, the tenant's SSH key, a second SSH key, the holder's wallet, and `tell`, which sends a signed change to the
   * machine.
   */
  async function rented(leaseId: number) {
    const { machine, tenant } = await testbed.rented({ leaseId, ownMachine: true })
    const added = testbed.renter({ leaseId, hostKey: machine.facts.hostKey })
    const wallet = holder()
    const tell = (order: unknown, { nowSeconds = 0 } = {}) =>
      machine.order({ kind: 'admit', leaseId: String(leaseId), told: { terms, holder: wallet.account, order }, judge: { domain, nowSeconds } })
    return { machine, tenant, added, wallet, tell }
  }
})
