import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cuttableProxy } from '../../test/cuttableProxy.ts'
import { expectedBytes, portsTestbed } from '../../test/ports/portsTestbed.ts'
import { until } from '../../test/until.ts'

const isLong = process.env.TEST_LONG === '1'

const mebibyte = 1024 * 1024
const stranger = `0x${'c'.repeat(40)}`

describe('serves the ports of a lease', () => {
  let testbed: Awaited<ReturnType<typeof portsTestbed>>
  let lease: Awaited<ReturnType<typeof testbed.served>>
  beforeAll(async () => {
    testbed = await portsTestbed()
    lease = await testbed.served({ leaseId: 601 })
  })
  afterAll(() => testbed.close())

  test("opens a port with a token of the lease's page once, and starts a session for that host only", async () => {
    const token = await testbed.pageToken(lease)
    const entered = await testbed.enter(lease.host, token)
    expect(entered.status).toBe(303)
    expect(entered.headers.location).toBe('/')
    const [cookie = ''] = entered.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^infinitio-port=[^;]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/)
    const session = { cookie: cookie.split(';')[0] ?? '' }
    expect((await testbed.ask(lease.host, '/hello?x=1', { headers: session })).status).toBe(200)
    expect(codeOf(await testbed.enter(lease.host, token))).toBe('auth.token_used')
    const otherPort = lease.host.replace(/^\d+/, '9')
    expect(codeOf(await testbed.ask(otherPort, '/', { headers: session }))).toBe('auth.token_missing')
  })

  test('refuses a visitor without credentials: with a helpful page, or a code for programs', async () => {
    const page = await testbed.ask(lease.host, '/', { headers: { accept: 'text/html' } })
    expect(page.status).toBe(401)
    expect(page.text).toContain('href="http://localhost:3999/leases/601"')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(codeOf(await testbed.ask(lease.host, '/'))).toBe('auth.token_missing')
  })

  test('explains a refusal in the language of the page that opened the port, else of the browser', async () => {
    const html = { accept: 'text/html' }
    const wanted = await testbed.ask(lease.host, '/', { headers: { ...html, 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } })
    expect([wanted.status, wanted.text.includes('<html lang="zh-Hans">'), wanted.text.includes('请从租约页面打开')]).toEqual([401, true, true])
    const refused = await testbed.enter(lease.host, 'guess', { fields: '&language=zh', headers: html })
    expect(refused.text).toContain('访问令牌错误或已过期')
    const entered = await testbed.enter(lease.host, await testbed.pageToken(lease), { fields: '&language=zh' })
    const cookie = (entered.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
    expect(cookie).toMatch(/; infinitio-language=zh$/)
    const closed = await testbed.ask(lease.host.replace(/^\d+/, '9'), '/', { headers: { ...html, cookie, 'accept-language': 'en' } })
    expect(closed.text).toContain('<html lang="zh-Hans">')
    const told = await testbed.ask(lease.host, '/headers', { headers: { cookie: `${cookie}; theirs=1` } })
    expect([told.text.includes('theirs=1'), told.text.includes('infinitio-language')]).toEqual([true, false])
  })

  test('refuses another wallet, an expired token, tokens of another port or lease, and another site', async () => {
    const other = await testbed.served({ leaseId: 602 })
    const cases = [
      await testbed.enter(lease.host, await testbed.pageToken(lease, { owner: stranger })),
      await testbed.enter(lease.host, await testbed.pageToken(lease, { seconds: -1 })),
      await testbed.enter(lease.host, await testbed.pageToken({ ...lease, port: 9 })),
      await testbed.enter(lease.host, await testbed.pageToken(other)),
      await testbed.ask(lease.host, '/', { headers: other.bearer }),
    ]
    expect(cases.map(codeOf)).toEqual(Array(5).fill('auth.token_invalid'))
    expect(codeOf(await testbed.enter(lease.host, await testbed.pageToken(lease), { origin: 'http://evil.example' }))).toBe('auth.origin_refused')
    expect(codeOf(await testbed.ask(lease.host, '/', { headers: await other.cookie() }))).toBe('auth.token_missing')
    // In this test both leases run on one machine, so their ports are on the same loopback address. Even so, the lease that does not own the port must not
    // serve it.
    const theirs = `${other.port}-${lease.label}.ports.localhost`
    expect(codeOf(await testbed.ask(theirs, '/', { headers: lease.bearer }))).toBe('lease.port_unknown')
  })

  test('serves only the ports that the workload names', async () => {
    expect(codeOf(await testbed.ask(`22-${lease.label}.ports.localhost`, '/', { headers: lease.bearer }))).toBe('lease.port_unknown')
    expect(codeOf(await testbed.ask(`9-${lease.label}.ports.localhost`, '/', { headers: lease.bearer }))).toBe('node.port_closed')
  })

  test('uses one process of the lease for any number of concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => testbed.ask(lease.host, '/', { headers: lease.bearer })))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(relaysOf(lease.leaseId)).toHaveLength(1)
  })

  test("never serves the site's name, an address, or another host", async () => {
    for (const host of ['localhost:3999', '127.0.0.1', 'ports.localhost', lease.host.replace('.ports', '.evil'), `a.${lease.host}`, `${lease.host}.`])
      expect(codeOf(await testbed.ask(host, '/', { headers: lease.bearer }))).toBe('auth.host_refused')
  })

  test("forwards a request without the gateway's credentials, with the sender's real address", async () => {
    const { cookie } = await lease.cookie()
    const headers = {
      ...{ cookie: `theirs=1; ${cookie}; more=2`, authorization: 'Basic d29ya2xvYWQ=', 'x-infinitio-token': lease.token, te: 'trailers' },
      ...{
        'x-forwarded-for': '6.6.6.6',
        X_Forwarded_Host: 'evil',
        forwarded: 'for=6.6.6.6',
        'x-real-ip': '6.6.6.6',
        connection: 'x-named',
        'x-named': '1',
      },
    }
    const seen = JSON.parse((await testbed.ask(lease.host, '/a?b=c', { method: 'POST', headers, body: 'x' })).text)
    expect(seen).toMatchObject({ method: 'POST', url: '/a?b=c', bytes: 1 })
    expect(seen.headers).toEqual({
      ...{ host: lease.host, cookie: 'theirs=1; more=2', authorization: 'Basic d29ya2xvYWQ=', 'content-length': '1', connection: 'keep-alive' },
      ...{ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http', 'x-forwarded-host': lease.host },
    })
    const bearer = JSON.parse((await testbed.ask(lease.host, '/', { headers: lease.bearer })).text)
    expect(bearer.headers.authorization).toBe(undefined)
  })

  test("sets cookies for their own host only, and none with the gateway's names", async () => {
    const { headers } = await testbed.ask(lease.host, '/cookies', { headers: lease.bearer })
    expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2'])
    expect(headers['clear-site-data']).toBe(undefined)
  })

  test("refuses a page of another lease that uses the visitor's session", async () => {
    const session = await lease.cookie()
    const label = 'a'.repeat(20)
    const refused = [
      { origin: `http://${lease.port}-${label}.ports.localhost` },
      { origin: 'http://localhost:3999' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
    ]
    for (const from of refused) expect(codeOf(await testbed.ask(lease.host, '/', { headers: { ...session, ...from } }))).toBe('auth.origin_refused')
    const allowed = [{ origin: `http://9-${lease.label}.ports.localhost` }, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }]
    for (const from of allowed) expect((await testbed.ask(lease.host, '/', { headers: { ...session, ...from } })).status).toBe(200)
    const { socket, seen } = testbed.socketTo(lease.host, { ...session, origin: 'http://evil.example' })
    await until(() => seen.status === 403)
    socket.terminate()
  })

  test('carries large bodies in both directions unchanged, with a length and in chunks', async () => {
    const body = randomBytes(8 * mebibyte)
    const hash = createHash('sha256').update(body).digest('hex')
    const whole = await testbed.ask(lease.host, '/upload', { method: 'POST', headers: lease.bearer, body })
    expect(JSON.parse(whole.text)).toEqual({ bytes: body.length, hash })
    const chunked = await testbed.ask(lease.host, '/upload', { method: 'PUT', headers: { ...lease.bearer, 'transfer-encoding': 'chunked' }, body })
    expect(JSON.parse(chunked.text)).toEqual({ bytes: body.length, hash })
    const down = await testbed.ask(lease.host, `/bytes?count=${8 * mebibyte}`, { headers: lease.bearer })
    expect(down.body.equals(expectedBytes(8 * mebibyte))).toBe(true)
  })

  test('breaks an answer off where the workload breaks it off', async () => {
    for (const as of ['length', 'chunks', 'rest'])
      await expect(testbed.ask(lease.host, `/broken?as=${as}`, { headers: lease.bearer }), as).rejects.toThrow()
  })

  test('leaves nothing open behind a connection that breaks while answers wait', async () => {
    const head = `Host: ${lease.host}\r\nAuthorization: Bearer ${lease.token}\r\n`
    const text = `GET /events HTTP/1.1\r\n${head}\r\n${`GET / HTTP/1.1\r\n${head}\r\n`.repeat(50)}`
    for (let count = 0; count < 3; count += 1) await testbed.breakOff(text, /event-stream/)
    await until(async () => (await testbed.ask(lease.host, '/', { headers: lease.bearer })).status === 200)
  })

  test('streams events immediately', async () => {
    const events = await openEvents(lease)
    expect((await testbed.ask(lease.host, '/tick?say=one', { headers: lease.bearer })).status).toBe(200)
    await until(() => events.text() === 'data: one\n\n')
    await testbed.ask(lease.host, '/tick?say=two', { headers: lease.bearer })
    await until(() => events.text() === 'data: one\n\ndata: two\n\n')
  })

  test('carries WebSockets with small and large messages, by cookie and by token', async () => {
    for (const headers of [await lease.cookie(), { authorization: `Bearer ${lease.token}` }]) {
      const { socket, messages } = testbed.socketTo(lease.host, headers)
      await until(() => messages.length === 1)
      expect(JSON.parse(String(messages[0]))).not.toHaveProperty('authorization')
      const large = randomBytes(6 * mebibyte)
      socket.send('word')
      socket.send(large)
      await until(() => messages.length === 3)
      expect(String(messages[1])).toBe('word')
      expect(large.equals(messages[2] as Buffer)).toBe(true)
      socket.terminate()
    }
  })

  test('ends with the lease: cuts events, closes WebSockets with 1001, and explains it to later visitors', async () => {
    const over = await testbed.served({ leaseId: 603 })
    const session = await over.cookie()
    const events = await openEvents(over)
    const { seen, messages } = testbed.socketTo(over.host, session)
    await until(() => messages.length === 1)
    await testbed.market.setState(603, 'closed')
    await until(() => seen.code === 1001 && events.isOver())
    await testbed.machine.order({ kind: 'remove', leaseId: '603' })
    const page = await testbed.ask(over.host, '/', { headers: { ...session, accept: 'text/html' } })
    expect([page.status, page.text.includes('This lease has ended')]).toEqual([410, true])
    expect(codeOf(await testbed.ask(over.host, '/', { headers: over.bearer }))).toBe('lease.over')
  })

  test("ends at the lease's end instead of at the next look", async () => {
    const over = await testbed.served({ leaseId: 604 })
    const { seen, messages } = testbed.socketTo(over.host, await over.cookie())
    await until(() => messages.length === 1)
    const endSeconds = Math.floor(Date.now() / 1_000) + 1
    await testbed.market.endAt(604, endSeconds)
    await until(() => seen.code === 1001)
    expect(codeOf(await testbed.ask(over.host, '/', { headers: over.bearer }))).toBe('lease.over')
  })

  test('ends with the token that opened them, and with a transfer of the lease', async () => {
    const given = await testbed.served({ leaseId: 605 })
    const byToken = testbed.socketTo(given.host, given.bearer)
    const session = await given.cookie()
    const byCookie = testbed.socketTo(given.host, session)
    await until(() => byToken.messages.length === 1 && byCookie.messages.length === 1)
    await testbed.market.revokePortTokens(given.label)
    await until(() => byToken.seen.code === 1001)
    expect(byCookie.seen.code).toBe(0)
    expect(codeOf(await testbed.ask(given.host, '/', { headers: given.bearer }))).toBe('auth.token_invalid')
    await testbed.market.giveAway(605)
    await until(() => byCookie.seen.code === 1001)
    expect(codeOf(await testbed.ask(given.host, '/', { headers: session }))).toBe('auth.token_invalid')
  })

  test('admits a teammate who may use the lease, not one who only watches, until the share ends', async () => {
    const shared = await testbed.served({ leaseId: 609 })
    const enter = async () => testbed.enter(shared.host, await testbed.pageToken(shared, { owner: stranger }))
    await testbed.market.share({ leaseId: 609, guest: stranger, may: 'watch' })
    expect(codeOf(await enter())).toBe('auth.token_invalid')
    await testbed.market.share({ leaseId: 609, guest: stranger, may: 'use' })
    const session = { cookie: '' }
    await until(async () => {
      session.cookie = (await enter()).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
      return session.cookie !== ''
    })
    const [theirs, own] = [testbed.socketTo(shared.host, session), testbed.socketTo(shared.host, shared.bearer)]
    await until(() => theirs.messages.length === 1 && own.messages.length === 1)
    await testbed.market.unshare({ leaseId: 609, guest: stranger })
    await until(() => theirs.seen.code === 1001)
    expect(own.seen.code).toBe(0)
    expect(codeOf(await testbed.ask(shared.host, '/', { headers: session }))).toBe('auth.token_invalid')
  })

  test('ends with the market session that opened them, whose tokens then open nothing', async () => {
    const [own, stays] = ['1'.repeat(64), '2'.repeat(64)]
    for (const session of [own, stays]) await testbed.market.signIn(session)
    const cookies = await Promise.all(
      [own, stays].map(async (session) => {
        const { headers } = await testbed.enter(lease.host, await testbed.pageToken(lease, { session }))
        return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
      }),
    )
    const [cut, kept] = cookies.map((cookie) => testbed.socketTo(lease.host, cookie))
    const unused = await testbed.pageToken(lease, { session: own })
    await until(() => cut?.messages.length === 1 && kept?.messages.length === 1)
    await testbed.market.signOut(own)
    await until(() => cut?.seen.code === 1001)
    expect(kept?.seen.code).toBe(0)
    expect(codeOf(await testbed.ask(lease.host, '/', { headers: cookies[0] ?? {} }))).toBe('auth.session_revoked')
    expect(codeOf(await testbed.enter(lease.host, unused))).toBe('auth.session_revoked')
    expect((await testbed.ask(lease.host, '/', { headers: cookies[1] ?? {} })).status).toBe(200)
    kept?.socket.close()
  })

  test('keeps name and sessions when the label moves to another lease of the same holder', async () => {
    const from = await testbed.served({ leaseId: 606 })
    const session = await from.cookie()
    await testbed.rented({ leaseId: 607, on: testbed.machine, ports: [from.port] })
    await testbed.market.endpoint({ leaseId: 607, label: from.label })
    await until(async () => codeOf(await testbed.ask(from.host, '/', { headers: session })) === 'node.port_closed')
  })

  test.skipIf(!isLong)('continues a download when the node loses its connection and returns', async () => {
    const line = await cuttableProxy({ host: '127.0.0.1', port: testbed.gateway.tunnelPort })
    onTestFinished(() => line.close())
    const far = await testbed.served({ leaseId: 608, tunnelPorts: [line.port] })
    let cuts = 0
    const count = 24 * mebibyte
    const parts: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      const options = { ...testbed.address(), path: `/bytes?count=${count}`, headers: { host: far.host, ...far.bearer }, agent: false }
      http
        .get(options, (answer) => {
          let seen = 0
          answer.on('data', (part: Buffer) => {
            parts.push(part)
            seen += part.length
            if (cuts < 3 && seen > (cuts + 1) * 5 * mebibyte) {
              cuts += 1
              line.cut()
              line.mend()
            }
          })
          answer.once('error', reject)
          answer.once('end', resolve)
        })
        .once('error', reject)
    })
    expect(cuts).toBe(3)
    expect(Buffer.concat(parts).equals(expectedBytes(count))).toBe(true)
  })

  test('leaves evidence of use, and none of the content', async () => {
    const rows = await testbed.market.rows<{ kind: string }>("select kind from connections where lease_id = 601 and kind = 'port'")
    expect(rows.length).toBeGreaterThan(1)
  })

  async function openEvents(of: { host: string; bearer: { authorization: string } }) {
    let text = ''
    let over = false
    await new Promise<void>((resolve, reject) => {
      const request = http.get({ ...testbed.address(), path: '/events', headers: { host: of.host, ...of.bearer }, agent: false }, (answer) => {
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('error', () => {})
        answer.once('close', () => (over = true))
        resolve()
      })
      request.once('error', reject)
      onTestFinished(() => void request.destroy())
    })
    return { text: () => text, isOver: () => over }
  }
})

function codeOf({ status, text }: { status: number; text: string }): string {
  return status < 400 ? `answered ${status}` : ((JSON.parse(text) as { code: string }).code ?? text)
}

/** Returns the command lines of the processes that relay connections into a lease on this machine. */
function relaysOf(leaseId: number): string[] {
  const commands = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? [commandOf(pid)] : []))
  return commands.filter((command) => command.includes('runtime/relay/main.ts') && command.includes(`/${leaseId}/`))
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // The process ended before its command line was read, so it has none.
    return ''
  }
}
