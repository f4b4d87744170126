import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { publicUrl, startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

const isLong = process.env.TEST_LONG === '1'

type Kind = 'terminal' | 'logs' | 'files'
type Place = { run: string; offset: number }
type Message = { type: string; place?: Place; shells?: number[]; code?: string | number | null; text?: string; signal?: string | null }

describe('serves terminals to pages', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('gives a page with a token a shell, follows its size and reports its end', async () => {
    await testbed.rented({ leaseId: 101 })
    const page = await openPage({ leaseId: 101, columns: 93, rows: 27 })
    await until(() => page.text().includes('*** simulated ***'))
    page.type('stty size\r')
    await until(() => page.text().includes('27 93'))
    page.say({ type: 'resize', columns: 121, rows: 33 })
    await until(() => {
      page.type('stty size\r')
      return page.text().includes('33 121')
    })
    page.say({ type: 'ping' })
    await until(() => page.messages.some((message) => message.type === 'pong'))
    page.type('exit 6\r')
    await until(() => page.closeCode() !== null)
    expect(page.messages.find((message) => message.type === 'exit')).toEqual({ type: 'exit', code: 6, signal: null })
    expect(page.closeCode()).toBe(1000)
    await until(
      async () =>
        (await testbed.market.rows('select 1 from connections where lease_id = 101 and closed_at is not null and bytes_in > 0 and bytes_out > 0'))
          .length === 1,
    )
  })

  test('keeps the shell when the page is reloaded', async () => {
    await testbed.rented({ leaseId: 102 })
    const first = await openPage({ leaseId: 102 })
    first.type('kept=yes; echo before-reload\r')
    await until(() => first.text().includes('before-reload'))
    first.close()
    const second = await openPage({ leaseId: 102 })
    await until(() => second.text().includes('before-reload'))
    second.type('echo "value=$kept"\r')
    await until(() => second.text().includes('value=yes'))
    second.close()
  })

  test('continues a reconnecting page at the exact byte: nothing twice, nothing lost', async () => {
    await testbed.rented({ leaseId: 111 })
    const first = await openPage({ leaseId: 111 })
    first.type('echo shown-$((1+1)); read line; echo missed-$((2+2)); echo all-$((3+3))\r')
    await until(() => first.text().includes('shown-2\r\n'))
    const broken = first.reached()
    first.cut()
    const other = await openPage({ leaseId: 111 })
    other.type('\r')
    await until(() => other.text().includes('all-6'))
    const again = await openPage({ leaseId: 111, from: broken })
    await until(() => again.text().includes('all-6'))
    expect(again.place).toEqual(broken)
    expect(again.text()).not.toContain('shown-2')
    expect(again.text().match(/missed-4/g)).toHaveLength(1)
    const whole = await openPage({ leaseId: 111 })
    await until(() => whole.text().includes('all-6'))
    expect(whole.text().startsWith(first.text())).toBe(true)
    expect(whole.text().startsWith(first.text() + again.text().slice(0, again.text().indexOf('all-6')))).toBe(true)
    for (const page of [other, again, whole]) page.close()
  })

  test('keeps the shells of one lease separate in output, size and end, and refuses an invalid number', async () => {
    await testbed.rented({ leaseId: 130 })
    const first = await openPage({ leaseId: 130, columns: 81 })
    first.type('name=one; echo "$name is $$"\r')
    await until(() => /one is \d/.test(first.text()))
    const second = await openPage({ leaseId: 130, shell: 2, columns: 82 })
    second.type('name=two; stty size; echo "$name is $$"\r')
    await until(() => /two is \d/.test(second.text()))
    expect(second.text()).toContain('24 82')
    expect(second.text()).not.toContain('one is')
    expect([first, second].map(({ messages }) => messages[0]?.shells)).toEqual([[1], [1, 2]])
    const pidOf = (text: string) => Number(/ is (\d+)/.exec(text)?.[1])
    const pids = [pidOf(first.text()), pidOf(second.text())]
    expect(pids[0]).not.toBe(pids[1])
    first.say({ type: 'resize', columns: 91, rows: 31 })
    // The new size of the terminal and the typed text travel separately, and the size may arrive later. So the shell waits until it has the size.
    first.type('until [ "$(stty size)" = "31 91" ]; do sleep 0.1; done; echo "$name-sized"\r')
    await until(() => first.text().includes('one-sized'))
    second.type('stty size; echo "$name-sized"\r')
    await until(() => second.text().includes('two-sized'))
    expect(second.text()).not.toContain('31 91')
    // Both connections break. After each page has connected again, its shell continues at the same position.
    const [brokenFirst, brokenSecond] = [first.reached(), second.reached()]
    first.cut()
    second.cut()
    const back = {
      first: await openPage({ leaseId: 130, from: brokenFirst }),
      second: await openPage({ leaseId: 130, shell: 2, from: brokenSecond }),
    }
    expect([back.first.place, back.second.place]).toEqual([brokenFirst, brokenSecond])
    back.first.type('echo "still $name"\r')
    back.second.type('trap "" HUP; echo "still $name"; sleep 1000\r')
    await until(() => back.first.text().includes('still one') && back.second.text().includes('still two'))
    expect(back.second.text()).not.toContain('still one')
    // End the second shell although it ignores a hang-up. The first shell must not be affected.
    back.second.say({ type: 'end' })
    await until(() => back.second.closeCode() !== null)
    expect(back.second.messages.find(({ type }) => type === 'exit')).toBeDefined()
    await until(() => !isAlive(pids[1] as number))
    expect([isAlive(pids[0] as number), back.first.closeCode()]).toEqual([true, null])
    const anew = await openPage({ leaseId: 130, shell: 2, from: brokenSecond })
    anew.type('echo "anew=$name."\r')
    await until(() => anew.text().includes('anew=.'))
    expect(anew.place).not.toEqual(brokenSecond)
    for (const shell of [0, 5, 1.5, '2', null]) {
      const refused = connect('terminal')
      await refused.opened
      refused.say({ type: 'open', token: await testbed.token({ leaseId: 130, kind: 'terminal' }), shell })
      await until(() => refused.closeCode() !== null)
      expect(refused.messages[0]?.code, String(shell)).toBe('api.malformed_body')
    }
    for (const page of [back.first, anew]) page.close()
  })

  test('greets in the language of the page that starts the shell, and refuses an unknown language', async () => {
    await testbed.rented({ leaseId: 131 })
    const chinese = await openPage({ leaseId: 131, language: 'zh' })
    await until(() => chinese.text().includes('*** 模拟 ***'))
    const english = await openPage({ leaseId: 131, shell: 2, language: 'en' })
    await until(() => english.text().includes('*** simulated ***'))
    // A page that opens a running shell sees the greeting that the shell already showed.
    const later = await openPage({ leaseId: 131, language: 'en' })
    await until(() => later.text().includes('*** 模拟 ***'))
    const refused = connect('terminal')
    await refused.opened
    refused.say({ type: 'open', token: await testbed.token({ leaseId: 131, kind: 'terminal' }), language: 'xx' })
    await until(() => refused.closeCode() !== null)
    expect(refused.messages[0]?.code).toBe('api.malformed_body')
    for (const page of [chinese, english, later]) page.close()
  })

  test('gives a page the stored output for a position in another shell or beyond the end', async () => {
    await testbed.rented({ leaseId: 112 })
    const first = await openPage({ leaseId: 112 })
    first.type('echo shown-$((1+1))\r')
    await until(() => first.text().includes('shown-2'))
    const { run, offset } = first.reached()
    for (const from of [
      { run: 'abc', offset },
      { run, offset: offset + 1_000_000 },
    ]) {
      const page = await openPage({ leaseId: 112, from })
      await until(() => page.text().includes('shown-2'))
      expect(page.place).toEqual({ run, offset: 0 })
      page.close()
    }
    first.close()
  })

  test('continues a log where its page was cut off', async () => {
    const { machine, tenant } = await testbed.rented({ leaseId: 113 })
    await testbed.prepare({ machine, leaseId: 113, sshKeys: [tenant.publicKey], startScript: 'echo first; sleep 0.4; echo second' })
    await machine.order({ kind: 'startScript', leaseId: '113' })
    const page = await openPage({ leaseId: 113, kind: 'logs' })
    await until(() => page.text().includes('first'))
    const broken = page.reached()
    page.cut()
    const again = await openPage({ leaseId: 113, kind: 'logs', from: broken })
    await until(() => again.text().includes('ended with code 0'))
    expect(again.place).toEqual(broken)
    expect(again.text()).not.toContain('first')
    again.close()
  })

  test('refuses a token of an account that has transferred the lease since', async () => {
    await testbed.rented({ leaseId: 110 })
    const token = await testbed.token({ leaseId: 110, kind: 'terminal' })
    await testbed.market.giveAway(110)
    expect(await refusalOf({ kind: 'terminal', token })).toBe('auth.token_invalid')
  })

  test('streams the log of the start script to a page', async () => {
    const { machine, tenant } = await testbed.rented({ leaseId: 103 })
    await testbed.prepare({ machine, leaseId: 103, sshKeys: [tenant.publicKey], startScript: 'echo first; sleep 0.4; echo second' })
    await machine.order({ kind: 'startScript', leaseId: '103' })
    const page = await openPage({ leaseId: 103, kind: 'logs' })
    await until(() => page.text().includes('second') && page.text().includes('ended with code 0'))
    page.close()
  })

  test('accepts a token once, only for its kind, and not after its expiry', async () => {
    await testbed.rented({ leaseId: 104 })
    const token = await testbed.token({ leaseId: 104, kind: 'terminal' })
    expect(await refusalOf({ kind: 'logs', token })).toBe('auth.token_invalid')
    const page = await openPage({ leaseId: 104, token })
    expect(await refusalOf({ kind: 'terminal', token })).toBe('auth.token_used')
    page.close()
    expect(await refusalOf({ kind: 'terminal', token: await testbed.token({ leaseId: 104, kind: 'terminal', seconds: -1 }) })).toBe(
      'auth.token_invalid',
    )
    expect(await refusalOf({ kind: 'terminal', token: 'made-up-token-of-nobody' })).toBe('auth.token_invalid')
  })

  test('opens no terminal of a lease that is not ready or is over', async () => {
    await testbed.rented({ leaseId: 105, state: 'booked' })
    expect(await refusalOf({ kind: 'terminal', token: await testbed.token({ leaseId: 105, kind: 'terminal' }) })).toBe('lease.not_ready')
    await testbed.market.setState(105, 'closed')
    expect(await refusalOf({ kind: 'terminal', token: await testbed.token({ leaseId: 105, kind: 'terminal' }) })).toBe('lease.over')
  })

  test('sends the page a notice and closes it when the lease is over', async () => {
    await testbed.rented({ leaseId: 106 })
    const page = await openPage({ leaseId: 106 })
    await testbed.market.setState(106, 'closed')
    await until(() => page.closeCode() !== null)
    expect(page.messages.some((message) => message.type === 'notice')).toBe(true)
    expect(page.closeCode()).toBe(4410)
  })

  test('closes a lease whose end moved into the past immediately, with its notice', async () => {
    await testbed.rented({ leaseId: 114 })
    const page = await openPage({ leaseId: 114 })
    await until(() => page.text() !== '')
    await testbed.market.endAt(114, Math.floor(Date.now() / 1000) - 30)
    await until(() => page.closeCode() !== null)
    expect(page.closeCode()).toBe(4410)
    expect(page.messages.some((message) => message.type === 'notice')).toBe(true)
  })

  test('names a node without a tunnel as the reason', async () => {
    const { machine } = await testbed.rented({ leaseId: 107, ownMachine: true })
    await machine.kill('SIGKILL')
    await until(async () => !(await testbed.tunnelIsUp(machine.nodeId)))
    expect(await refusalOf({ kind: 'terminal', token: await testbed.token({ leaseId: 107, kind: 'terminal' }) })).toBe('node.tunnel_down')
  })

  test('refuses a page of another site, also one of another port on the same host', async () => {
    for (const origin of ['http://evil.example', 'http://localhost:1', 'null']) {
      const page = new WebSocket(`ws://127.0.0.1:${testbed.gateway.terminalPort}/terminal`, { origin })
      const status = await new Promise((resolve) => {
        page.once('unexpected-response', (_request, response) => resolve(response.statusCode))
        page.once('error', () => {})
      })
      expect(status).toBe(403)
    }
  })

  test.each([
    ['{"type":"open"'],
    ['[]'],
    ['{"type":"open","token":"x"}'],
    ['{"type":"open","token":"0123456789abcdef0","more":1}'],
    ['{"type":"open","token":"0123456789abcdef0","rows":100000}'],
    ['{"type":"open","token":"0123456789abcdef0","from":{"run":"../x","offset":0}}'],
    ['{"type":"open","token":"0123456789abcdef0","from":{"run":"a1","offset":-1}}'],
  ])('a first message that is %s is refused', async (text) => {
    const page = new WebSocket(`ws://127.0.0.1:${testbed.gateway.terminalPort}/terminal`, { origin: publicUrl })
    await new Promise((resolve) => page.once('open', resolve))
    const message = new Promise<Message>((resolve) => page.once('message', (data) => resolve(JSON.parse(data.toString()) as Message)))
    page.send(text)
    expect((await message).code).toBe('api.malformed_body')
  })

  test('refuses more bytes than a person types', async () => {
    await testbed.rented({ leaseId: 108 })
    const page = await openPage({ leaseId: 108 })
    for (let count = 0; count < 40; count += 1) page.type('x'.repeat(60_000))
    await until(() => page.closeCode() !== null)
    expect(page.closeCode()).toBe(4429)
  })

  test("serves a lease's files by its own sftp server until the lease ends, and only with a token for files", async () => {
    const { machine } = await testbed.rented({ leaseId: 115 })
    expect(await refusalOf({ kind: 'files', token: await testbed.token({ leaseId: 115, kind: 'terminal' }) })).toBe('auth.token_invalid')
    expect(await refusalOf({ kind: 'terminal', token: await testbed.token({ leaseId: 115, kind: 'files' }) })).toBe('auth.token_invalid')
    const page = await openFiles(115)
    // An SFTP packet: REALPATH of the current folder, with request number 7. The server must answer with a NAME packet that contains the home folder.
    page.type(Buffer.from([0, 0, 0, 10, 16, 0, 0, 0, 7, 0, 0, 0, 1, 46]))
    await until(() => page.text().includes(`${machine.dataDir}/leases/115/home`))
    await testbed.market.setState(115, 'closed')
    await until(() => page.closeCode() !== null)
    expect(page.closeCode()).toBe(4410)
    expect(page.messages.map((message) => message.code ?? message.type)).toEqual(['opened', 'notice', 'lease.over'])
    await until(
      async () =>
        (await testbed.market.rows("select 1 from connections where lease_id = 115 and kind = 'files' and bytes_in = 14 and bytes_out > 0"))
          .length === 1,
    )
  })

  test.skipIf(!isLong)('ends only the page that sends no SFTP, refuses a ninth page, and admits one when another left', async () => {
    await testbed.rented({ leaseId: 116 })
    const broken = await openFiles(116)
    broken.type('x'.repeat(1_000))
    await until(() => broken.closeCode() !== null)
    expect(broken.closeCode()).toBe(4503)
    const open = []
    for (let count = 0; count < 8; count += 1) open.push(await openFiles(116))
    expect(await refusalOf({ kind: 'files', token: await testbed.token({ leaseId: 116, kind: 'files' }) })).toBe('api.rate_limited')
    expect(open.map((page) => page.closeCode())).toEqual(Array(8).fill(null))
    open[0]?.close()
    await until(() => opensFiles(116))
    for (const page of open) page.close()
  })

  test('counts no page that leaves during the check of its token, and records its end', async () => {
    await testbed.rented({ leaseId: 118 })
    for (const kind of ['files', 'logs/search', 'terminal', 'logs'] as const)
      for (let count = 0; count < 8; count += 1) {
        const page = connect(kind)
        await page.opened
        page.say({ type: 'open', token: await testbed.token({ leaseId: 118, kind: kind === 'logs/search' ? 'logs' : kind }), columns: 80, rows: 24 })
        page.cut()
      }
    const ended = 'select 1 from connections where lease_id = 118 and closed_at is not null'
    await until(async () => (await testbed.market.rows(ended)).length === 32)
    expect(await opensFiles(118)).toBe(true)
  })

  test('lets the machine search the whole log, and refuses malformed and too many questions, and other tokens', async () => {
    const { machine, tenant } = await testbed.rented({ leaseId: 117 })
    const startScript = 'seq 1 30000 | sed "s/^/step /"; echo "CUDA Error: (a+)+$"; seq 1 30000'
    await testbed.prepare({ machine, leaseId: 117, sshKeys: [tenant.publicKey], startScript })
    await machine.order({ kind: 'startScript', leaseId: '117' })
    const refusedToken = connect('logs/search')
    await refusedToken.opened
    refusedToken.say({ type: 'open', token: await testbed.token({ leaseId: 117, kind: 'terminal' }) })
    await until(() => refusedToken.messages[0]?.code === 'auth.token_invalid')
    const page = connect('logs/search')
    await page.opened
    page.say({ type: 'open', token: await testbed.token({ leaseId: 117, kind: 'logs' }) })
    await until(() => page.messages[0]?.type === 'opened')
    type Answer = Message & { hits?: { total: number; hits: { line: number; offset: number }[] }; part?: { after: string } }
    /**
     * Sends a question, and repeats it while the gateway refuses it because the page has asked too often. The test asks until the lease's script has ended,
     * which may take long.
     */
    const ask = async (question: object): Promise<Answer> => {
      for (;;) {
        const before = page.messages.length
        page.say(question)
        await until(() => page.messages.length > before)
        const answer = page.messages.at(-1) as Answer
        if (answer.type !== 'refused') return answer
      }
    }
    const search = (text: string, skip = 0) => ask({ type: 'search', id: 1, search: { text, matchCase: false, skip } })
    await until(async () => (await search('ended with code 0')).hits?.total === 1)
    const found = (await search('cuda error: (A+)+$')).hits
    expect(found).toMatchObject({ total: 1, hits: [{ line: 30_001, before: '', match: 'CUDA Error: (a+)+$', after: '' }] })
    expect((await ask({ type: 'part', id: 2, offset: found?.hits[0]?.offset ?? 0 })).part?.after).toMatch(/^CUDA Error: .*\n1\n2\n/)
    expect((await search('step ', 250)).hits).toMatchObject({ total: 30_000, hits: expect.arrayContaining([expect.objectContaining({ line: 251 })]) })
    for (let count = 0; count < 40; count += 1) page.say({ type: 'part', id: 3, offset: 0 })
    await until(() => page.messages.some((message) => message.type === 'refused' && message.code === 'api.rate_limited'))
    page.say({ type: 'search', id: 4, search: { text: 'a\nb', matchCase: false, skip: 0 } })
    await until(() => page.closeCode() !== null)
    expect(page.messages.at(-1)?.code).toBe('api.malformed_body')
  })

  /** Opens one more page with a lease's files and closes it at once. Returns true if the gateway accepted the page. */
  async function opensFiles(leaseId: number): Promise<boolean> {
    const page = connect('files')
    await page.opened
    page.say({ type: 'open', token: await testbed.token({ leaseId, kind: 'files' }) })
    await until(() => page.messages.length > 0)
    page.close()
    return page.messages[0]?.type === 'opened'
  }

  /** Opens a page of files, and waits until its SFTP server has sent its version. */
  async function openFiles(leaseId: number) {
    const page = connect('files')
    await page.opened
    page.say({ type: 'open', token: await testbed.token({ leaseId, kind: 'files' }) })
    await until(() => page.messages[0]?.type === 'opened' && page.text().includes('posix-rename@openssh.com'))
    return page
  }

  async function openPage({
    leaseId,
    kind = 'terminal',
    shell,
    columns = 80,
    rows = 24,
    token,
    language,
    from,
  }: {
    leaseId: number
    kind?: Kind
    shell?: number
    columns?: number
    rows?: number
    token?: string
    language?: string
    from?: Place
  }) {
    const page = connect(kind)
    await page.opened
    page.say({ type: 'open', token: token ?? (await testbed.token({ leaseId, kind })), shell, columns, rows, language, from })
    await until(() => page.messages.some((message) => message.type === 'opened' || message.type === 'error'))
    expect(page.messages[0]).toMatchObject({ type: 'opened' })
    // The first message contains the position in the output at which the page's bytes begin. If bytes came before it, the page would count them wrongly.
    expect(page.early()).toBe('')
    const place = page.messages[0]?.place ?? { run: '', offset: 0 }
    /** Returns the position up to which this page has received the output. A page sends this position when it reconnects. */
    const reached = (): Place => ({ run: place.run, offset: place.offset + Buffer.byteLength(page.text()) })
    return { ...page, place, reached }
  }

  async function refusalOf({ kind, token }: { kind: Kind; token: string }) {
    const page = connect(kind)
    await page.opened
    page.say({ type: 'open', token, columns: 80, rows: 24 })
    await until(() => page.closeCode() !== null)
    return page.messages.find((message) => message.type === 'error')?.code
  }

  function connect(kind: Kind | 'logs/search') {
    const socket = new WebSocket(`ws://127.0.0.1:${testbed.gateway.terminalPort}/${kind}`, { origin: publicUrl })
    const messages: Message[] = []
    let text = ''
    let early = ''
    let closeCode: number | null = null
    socket.on('message', (data, isBinary) => {
      if (isBinary && messages.length === 0) early += data.toString()
      if (isBinary) text += data.toString()
      else messages.push(JSON.parse(data.toString()) as Message)
    })
    socket.on('close', (code) => {
      closeCode = code
    })
    socket.on('error', () => {})
    return {
      opened: new Promise<void>((resolve) => socket.once('open', () => resolve())),
      messages,
      text: () => text,
      early: () => early,
      closeCode: () => closeCode,
      say: (message: object) => socket.send(JSON.stringify(message)),
      type: (keys: string | Buffer) => socket.send(Buffer.from(keys as string)),
      close: () => socket.close(),
      cut: () => socket.terminate(),
    }
  }
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
