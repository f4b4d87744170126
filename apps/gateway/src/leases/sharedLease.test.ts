import { hasOpenSsh } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { publicUrl, startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

const guest = `0x${'c'.repeat(40)}`
const watcher = `0x${'d'.repeat(40)}`

describe.skipIf(!hasOpenSsh)('shares a lease, with the OpenSSH client and pages', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test("admits a teammate by their own keys, and after the share's end cuts their SSH and shell but not the renter's", async () => {
    const { machine, tenant, mate } = await shared(1)
    expect((await mate.run([...mate.target, 'id -u > /dev/null; echo mate'])).stdout).toBe('mate\n')
    const open = { mate: stays(mate, 'mate'), tenant: stays(tenant, 'tenant') }
    const pages = [await page({ leaseId: 1, kind: 'terminal', owner: guest }), await page({ leaseId: 1, kind: 'terminal' })] as const
    await until(async () => (await testbed.health()).connections === 4)
    await testbed.market.unshare({ leaseId: 1, guest })
    expect((await open.mate).code).toBe(255)
    await until(() => pages[0].closed() === 'lease.share_ended')
    expect(pages[1].closed()).toBeNull()
    expect((await mate.run([...mate.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    expect((await tenant.run([...tenant.target, 'echo still'])).stdout).toBe('still\n')
    await until(async () => (await testbed.health()).connections === 2)
    await machine.order({ kind: 'remove', leaseId: '1' })
    await open.tenant
    pages[1].socket.close()
  })

  test('lets a watching teammate read the log but open neither shell nor SSH; a user reduced to watching keeps the log', async () => {
    const { mate } = await shared(2)
    await testbed.market.share({ leaseId: 2, guest: watcher, may: 'watch' })
    await testbed.market.sshKeys(watcher, [mate.publicKey])
    const logs = await page({ leaseId: 2, kind: 'logs', owner: watcher })
    expect((await page({ leaseId: 2, kind: 'terminal', owner: watcher })).closed()).toBe('auth.token_invalid')
    expect((await page({ leaseId: 2, kind: 'files', owner: watcher })).closed()).toBe('auth.token_invalid')
    const shell = await page({ leaseId: 2, kind: 'terminal', owner: guest })
    const files = await page({ leaseId: 2, kind: 'files', owner: guest })
    const ownLog = await page({ leaseId: 2, kind: 'logs', owner: guest })
    const open = stays(mate, 'in')
    await until(async () => (await testbed.health()).connections === 5)
    await testbed.market.share({ leaseId: 2, guest, may: 'watch' })
    expect((await open).code).toBe(255)
    await until(() => shell.closed() === 'lease.share_ended' && files.closed() === 'lease.share_ended')
    expect((await mate.run([...mate.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    expect([logs.closed(), ownLog.closed()]).toEqual([null, null])
    for (const { socket } of [logs, ownLog]) socket.close()
  })

  test('cuts sessions of a key that its account deleted, and of a lease that was transferred', async () => {
    const { tenant, mate } = await shared(3)
    const byKey = stays(mate, 'in')
    await until(async () => (await testbed.health()).connections === 1)
    await testbed.market.sshKeys(guest, [])
    expect((await byKey).code).toBe(255)
    await testbed.market.sshKeys(guest, [mate.publicKey])
    const open = [stays(mate, 'mate'), stays(tenant, 'tenant')] as const
    const shell = await page({ leaseId: 3, kind: 'terminal', owner: guest })
    const unused = await testbed.token({ leaseId: 3, kind: 'terminal', owner: guest })
    await until(async () => (await testbed.health()).connections === 3)
    await testbed.market.giveAway(3)
    expect((await Promise.all(open)).map(({ code }) => code)).toEqual([255, 255])
    await until(() => shell.closed() === 'lease.share_ended')
    expect((await page({ leaseId: 3, kind: 'terminal', token: unused })).closed()).toBe('auth.token_invalid')
    expect((await mate.run([...mate.target, 'true'])).stderr).toContain('Permission denied (publickey)')
  })

  test('ends what a session opened with that session or its session key, in all sessions if all are signed out, but not SSH', async () => {
    const { tenant } = await testbed.rented({ leaseId: 4 })
    const [here, there] = ['3'.repeat(64), '4'.repeat(64)]
    for (const session of [here, there]) await testbed.market.signIn(session)
    const open = async (kind: 'terminal' | 'logs', session: string) =>
      page({ leaseId: 4, kind, token: await testbed.token({ leaseId: 4, kind, session }) })
    const [shell, log, other] = [await open('terminal', here), await open('logs', here), await open('terminal', there)]
    const unused = await testbed.token({ leaseId: 4, kind: 'terminal', session: here })
    await testbed.market.signOut(here)
    await until(() => shell.closed() === 'auth.session_revoked' && log.closed() === 'auth.session_revoked')
    expect(other.closed()).toBeNull()
    expect((await page({ leaseId: 4, kind: 'terminal', token: unused })).closed()).toBe('auth.session_revoked')
    const [key, byKey] = [`0x${'e'.repeat(40)}`, '5'.repeat(64)]
    await testbed.market.sessionKey(key, false)
    await testbed.market.signIn(byKey, key)
    const ofKey = await open('terminal', byKey)
    await testbed.market.sessionKey(key, true)
    await until(() => ofKey.closed() === 'auth.session_revoked')
    expect(other.closed()).toBeNull()
    await testbed.market.signOutEverywhere()
    await until(() => other.closed() === 'auth.session_revoked')
    expect((await tenant.run([...tenant.target, 'echo still'])).stdout).toBe('still\n')
  })

  /** Creates a running lease and shares it with a teammate. Waits until the teammate can log in with its SSH key. */
  async function shared(leaseId: number) {
    const { machine, tenant } = await testbed.rented({ leaseId })
    const mate = testbed.renter({ leaseId, hostKey: machine.facts.hostKey })
    await testbed.market.sshKeys(guest, [mate.publicKey])
    await testbed.market.share({ leaseId, guest, may: 'use' })
    await machine.order({ kind: 'admit', leaseId: String(leaseId), told: { guestKeys: [mate.publicKey] } })
    await until(async () => (await mate.run([...mate.target, 'true'])).code === 0)
    await until(async () => (await testbed.health()).connections === 0)
    return { machine, tenant, mate }
  }

  /** Starts a session that stays open until the gateway cuts it. */
  function stays(who: { run: ReturnType<typeof testbed.renter>['run']; target: string[] }, word: string) {
    return who.run([...who.target, `echo ${word}; exec sleep 600`])
  }

  async function page({ leaseId, kind, owner, token }: { leaseId: number; kind: 'terminal' | 'logs' | 'files'; owner?: string; token?: string }) {
    const socket = new WebSocket(`ws://127.0.0.1:${testbed.gateway.terminalPort}/${kind}`, { origin: publicUrl })
    let [isOpened, closed] = [false, null as string | null]
    socket.on('error', () => {})
    socket.on('close', (_code, reason) => {
      closed = reason.toString()
    })
    socket.on('message', (data, isBinary) => {
      if (!isBinary && (JSON.parse(data.toString()) as { type: string }).type === 'opened') isOpened = true
    })
    await new Promise<void>((resolve) => socket.once('open', () => resolve()))
    const asked = owner === undefined ? { leaseId, kind } : { leaseId, kind, owner }
    socket.send(JSON.stringify({ type: 'open', token: token ?? (await testbed.token(asked)), columns: 80, rows: 24 }))
    await until(() => isOpened || closed !== null)
    return { socket, closed: () => closed }
  }
})
