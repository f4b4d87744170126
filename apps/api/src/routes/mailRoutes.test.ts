import type { AddressInfo } from 'node:net'
import { claimMails } from '@infinitio/db'
import type { NotificationKind } from '@infinitio/domain'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteLeaseChanges } from '../jobs/noteLeaseChanges.ts'
import { mailLimits, sendMails } from '../jobs/sendMails.ts'
import { mailSender } from '../settings/environment.ts'
import { openMailer } from '../mail/openMailer.ts'
import type { Services } from '../services/services.ts'
import { seedLease } from '../../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
type Got = { readonly from: string; readonly to: readonly string[]; readonly raw: string }

let api: TestApi
let node: SeededNode
let provider: SignedIn
let stranger: SignedIn
let services: Services
const server = startMailServer()
const all: readonly NotificationKind[] = ['node_leased', 'node_silent', 'lease_ready']

beforeAll(async () => {
  await server.started
  api = await startTestApi({
    change: (made) => {
      const mailer = openMailer({ MAIL_SMTP_URL: server.url(), MAIL_FROM: mailSender.parse('Test market <mail@market.example>') })
      const limits = { ...made.limits, account: { capacity: 10_000, refillPerSecond: 10_000 }, ip: { capacity: 10_000, refillPerSecond: 10_000 } }
      return { ...made, mailer, limits }
    },
  })
  services = api.services
  ;[node] = (await seedMarket(api, [{ name: 'evil.example/<b>x</b>', price: 1_000n }])) as [SeededNode]
  ;[provider, stranger] = await Promise.all([api.signedIn(api.accounts.provider), api.signedIn(api.accounts.stranger)])
  await final(1)
  await noteLeaseChanges(services)
})
afterAll(async () => {
  await api.stop()
  await server.stop()
})

const final = (block: number) =>
  api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, '0x', $1, true, 0, now())
     on conflict (id) do update set head_number = $1, final_number = $1`,
    [block],
  )
let block = 1
/** Creates a lease of the provider's machine, so that the provider is notified. */
async function lease(): Promise<string> {
  block += 1
  await seedLease(api, node, { leaseId: BigInt(block) })
  await api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values ($1, (select count(*) from chain_logs), '0x', '0x', 'market', 'Settled', json_build_object('leaseId', $2::text)::text, true, true)`,
    [block, String(block)],
  )
  await final(block)
  await noteLeaseChanges(services)
  return String(block)
}
const due = () => api.owner.query("update mail_deliveries set next_at = now(), claimed_until = null where state = 'waiting'", [])
const forget = () => api.owner.query('delete from mail_asked', [])
/** `textOf` returns the text of a mail as its reader sees it. `tokenOf` returns the token of the link for `act`, such as confirming the address. */
const textOf = ({ raw }: Got) => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=')
const tokenOf = (mail: Got | undefined, act: string) =>
  new RegExp(`#${act}=([A-Za-z0-9_-]{43})`).exec(mail === undefined ? '' : textOf(mail))?.[1] ?? ''
const headerOf = ({ raw }: Got, name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r\n\s+/g, ' ') ?? null
/** Confirms an address with the link from its mail. */
async function confirmed(client: SignedIn, address: string): Promise<void> {
  await forget()
  await client.putMailSettings({ address, kinds: [...all] })
  await sendMails(services)
  await api.client.confirmMail(tokenOf(server.got.at(-1), 'confirm'))
}

describe('an address', () => {
  test.each([
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example, c@d.example',
    'A <a@b.example>',
    '"a b"@c.example',
    'a@[127.0.0.1]',
    'a@localhost',
    'a b@c.example',
    'a..b@c.example',
    'a@b@c.example',
    `${'a'.repeat(250)}@b.example`,
    'ä@b.example',
    '',
  ])('is refused as %j', async (address) => {
    await expect(provider.putMailSettings({ address, kinds: [...all] })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('gets no mail before its link is confirmed; the link works once, for a day, also without a session', async () => {
    expect(await provider.getMailSettings()).toEqual({ offered: true, state: 'none', address: null, kinds: [], linkUntil: null })
    const asked = await provider.putMailSettings({ address: 'prov.ider@mail.example', kinds: [...all] })
    expect(asked).toMatchObject({ state: 'asked', address: 'prov.ider@mail.example', linkUntil: null })
    await lease()
    // A mail that was already queued before the settings changed must not be sent after the change.
    await api.owner.query(
      "insert into mail_deliveries (mail_id, kind, created_at) select mail_id, 'node_leased', now() - interval '1 hour' from mail_addresses",
      [],
    )
    await Promise.all([sendMails(services), sendMails(services), sendMails(services)])
    await sendMails(services)
    await api.owner.query("delete from mail_deliveries where created_at < now() - interval '1 minute'", [])
    expect(server.got.map(({ from, to }) => [from, ...to])).toEqual([['mail@market.example', 'prov.ider@mail.example']])
    const [mail] = server.got as [Got]
    expect(headerOf(mail, 'Subject')).toBe('Confirm your e-mail address')
    expect(headerOf(mail, 'From')).toBe('Test market <mail@market.example>')
    const token = tokenOf(mail, 'confirm')
    const stored = await api.owner.query<{ hash: string; hours: number }>(
      "select encode(confirm_hash, 'hex') as hash, round(extract(epoch from confirm_until - now()) / 3600)::int as hours from mail_addresses",
      [],
    )
    expect(stored).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), hours: 24 }])
    expect(stored[0]?.hash).not.toBe(Buffer.from(token, 'base64url').toString('hex'))
    await expect(api.client.confirmMail('A'.repeat(43))).rejects.toMatchObject({ status: 404, code: 'account.mail_link_over' })
    await api.owner.query("update mail_addresses set confirm_until = now() - interval '1 second'", [])
    await expect(api.client.confirmMail(token)).rejects.toMatchObject({ code: 'account.mail_link_over' })
    await api.owner.query("update mail_addresses set confirm_until = now() + interval '1 minute'", [])
    await api.client.confirmMail(token)
    await expect(api.client.confirmMail(token)).rejects.toMatchObject({ code: 'account.mail_link_over' })
    expect(await provider.getMailSettings()).toMatchObject({ state: 'confirmed', linkUntil: null })
    await sendMails(services)
    expect(server.got).toHaveLength(1)
  })

  test('gets up to three confirmations a day from all accounts and in all spellings, and an account sends up to five', async () => {
    await forget()
    const ask = (client: SignedIn, address: string) => client.putMailSettings({ address, kinds: ['lease_ready'] })
    const limited = { status: 429, code: 'account.mail_limited' }
    await ask(stranger, 'victim@mail.example')
    await ask(stranger, 'Victim@mail.example')
    await ask(stranger, 'vic.tim+one@mail.example')
    await expect(ask(stranger, 'victim+2@mail.example')).rejects.toMatchObject(limited)
    const renter = await api.signedIn(api.accounts.renter)
    await expect(ask(renter, 'VICTIM@mail.example')).rejects.toMatchObject(limited)
    expect((await renter.getMailSettings()).state).toBe('none')
    await stranger.deleteMailSettings()
    await expect(ask(stranger, 'victim@mail.example')).rejects.toMatchObject(limited)
    await ask(stranger, 'other@mail.example')
    await ask(stranger, 'another@mail.example')
    await expect(ask(stranger, 'third@mail.example')).rejects.toMatchObject(limited)
    await api.owner.query("insert into mail_asked (kind, mailbox) select 'asked', '\\x00' from generate_series(1, 300)", [])
    await expect(ask(renter, 'renter@mail.example')).rejects.toMatchObject(limited)
    // Only the mail to the last address is still waiting, because no job has sent it yet.
    expect((await api.owner.query("select 1 from mail_deliveries where state = 'waiting'", [])).length).toBe(1)
    await stranger.deleteMailSettings()
  })
})

describe('mails', () => {
  test('report the notifications of the account and of the chosen kinds once, and make a hostile name harmless', async () => {
    server.got.length = 0
    const leaseId = await lease()
    await Promise.all([sendMails(services), sendMails(services), sendMails(services)])
    await sendMails(services)
    expect(server.got).toHaveLength(1)
    const [mail] = server.got as [Got]
    expect(mail.to).toEqual(['prov.ider@mail.example'])
    expect(headerOf(mail, 'Subject')).toBe('Your machine was rented')
    expect(textOf(mail)).toContain(`(lease ${leaseId})`)
    expect(mail.raw).not.toMatch(/evil\.example|<b>|evil=2Eexample/)
    expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated')
    expect(await provider.listMailAttempts()).toMatchObject({
      items: [
        { kind: 'node_leased', attempt: 1, status: 250, error: null, state: 'delivered', nextAt: null },
        { kind: 'confirm', state: 'delivered' },
      ],
    })
    await provider.putMailSettings({ address: 'prov.ider@mail.example', kinds: ['node_silent'] })
    expect(await provider.getMailSettings()).toMatchObject({ state: 'confirmed', kinds: ['node_silent'] })
    await lease()
    await sendMails(services)
    expect(server.got).toHaveLength(1)
    await provider.putMailSettings({ address: 'prov.ider@mail.example', kinds: [...all] })
  })

  test('are in the language that the account reads, all of it', async () => {
    server.got.length = 0
    await provider.saveSettings({ language: 'zh', zone: 'Asia/Shanghai', clock: null, currency: null, theme: null })
    const leaseId = await lease()
    await sendMails(services)
    await provider.saveSettings({ language: null, zone: null, clock: null, currency: null, theme: null })
    const [mail] = server.got as [Got]
    const plain = decodeURIComponent(
      mail.raw
        .replaceAll('%', '%25')
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, '%$1'),
    )
    expect(plain).toContain(`（租约 ${leaseId}）`)
    expect(plain).toContain('<html lang="zh-Hans">')
    expect(plain.match(/停止此钱包向此地址发送的所有邮件/g)).toHaveLength(2)
    const encoded = /=\?UTF-8\?B\?([^?]+)\?=/i.exec(headerOf(mail, 'Subject') ?? '')?.[1] ?? ''
    expect(Buffer.from(encoded, 'base64').toString()).toBe('你的一台机器已被租用')
  })

  test('are tried again after a no that may pass, under one Message-ID, and not by two at once', async () => {
    server.got.length = 0
    server.answer = 451
    await lease()
    await sendMails(services)
    await sendMails(services)
    expect((await provider.listMailAttempts()).items[0]).toMatchObject({
      attempt: 1,
      status: 451,
      error: 'refused',
      state: 'waiting',
      nextAt: expect.any(Number),
    })
    server.answer = null
    await due()
    const [taken] = await claimMails(services.db, mailLimits)
    await sendMails(services)
    expect(server.got).toEqual([])
    // The claim of the mail expires, as if the server that claimed it had crashed.
    await due()
    await sendMails(services)
    expect(server.got.map((mail) => headerOf(mail, 'Message-ID'))).toEqual([`<${taken?.deliveryId}@market.example>`])
    expect((await provider.listMailAttempts()).items[0]).toMatchObject({ attempt: 3, state: 'delivered' })
  })

  test('are at most twenty an hour to a mailbox, the others later; a day later none', async () => {
    server.got.length = 0
    await api.owner.query("update mail_deliveries set delivered_at = now() - interval '2 hours' where state = 'delivered'", [])
    await api.owner.query(
      "insert into mail_deliveries (mail_id, kind, state, delivered_at) select mail_id, 'node_leased', 'delivered', now() from mail_addresses, generate_series(1, 19) where address like 'prov%'",
      [],
    )
    await lease()
    await lease()
    await sendMails(services)
    await sendMails(services)
    expect(server.got).toHaveLength(1)
    await api.owner.query("update mail_deliveries set delivered_at = now() - interval '61 minutes' where state = 'delivered'", [])
    await api.owner.query("update mail_deliveries set created_at = now() - interval '25 hours' where state = 'waiting'", [])
    await sendMails(services)
    expect(server.got).toHaveLength(1)
    await api.owner.query("update mail_deliveries set created_at = now() where state = 'waiting'", [])
    await sendMails(services)
    expect(server.got).toHaveLength(2)
  })

  test('stop for this account only, by one POST of a mail program without a session, and cannot be requested again', async () => {
    await confirmed(stranger, 'shared@mail.example')
    await confirmed(provider, 'shared@mail.example')
    await lease()
    await sendMails(services)
    const url = headerOf(server.got.at(-1) as Got, 'List-Unsubscribe')?.slice(1, -1) ?? ''
    expect(url).toMatch(new RegExp(`^${api.url}/api/v1/mail/stop/[A-Za-z0-9_-]{43}$`))
    const page = await fetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/mail#stop=')])
    expect((await provider.getMailSettings()).state).toBe('confirmed')
    const click = (to: string) =>
      fetch(to, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })
    const answers = await Promise.all([click(`${url.slice(0, -43)}${'A'.repeat(43)}`), click(url)])
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
      [204, ''],
      [204, ''],
    ])
    expect([(await provider.getMailSettings()).state, (await stranger.getMailSettings()).state]).toEqual(['stopped', 'confirmed'])
    server.got.length = 0
    await lease()
    await sendMails(services)
    expect(server.got).toEqual([])
    await expect(provider.putMailSettings({ address: 'sha.red@mail.example', kinds: [...all] })).rejects.toMatchObject({
      code: 'account.mail_limited',
    })
    await stranger.deleteMailSettings()
  })

  test('disable an address after three failures, and its owner sees it', async () => {
    await confirmed(provider, 'gone@mail.example')
    server.answer = 550
    for (let told = 0; told < 4; told += 1) {
      expect((await provider.getMailSettings()).state).toBe(told < 3 ? 'confirmed' : 'failing')
      await lease()
      await sendMails(services)
    }
    server.answer = null
    const { items } = await provider.listMailAttempts()
    expect(items.slice(0, 3)).toMatchObject(Array(3).fill({ attempt: 1, status: 550, error: 'refused', state: 'failed', nextAt: null }))
    expect(items).toHaveLength(4)
  })
})

test('an account takes its address along, in its export and when it is deleted', async () => {
  const renter = await api.signedIn(api.accounts.renter)
  await confirmed(renter, 'renter@mail.example')
  const kept = await renter.exportAccount()
  expect(kept.mailAddresses).toEqual([expect.objectContaining({ address: 'renter@mail.example', kinds: [...all], stopped_at: null })])
  expect(JSON.stringify(kept)).not.toMatch(/stop_token|confirm_hash/)
  await api.owner.query("update leases set state = 'closed'", [])
  expect((await renter.deleteAccount()).deleted.mailAddresses).toBe(1)
  const left = await api.owner.query<{ account: string | null }>('select account from mail_asked where account = $1', [
    api.accounts.renter.address.toLowerCase(),
  ])
  expect(left).toEqual([])
})

test('a market without a mail server says so, and takes no address', async () => {
  const bare = await startTestApi()
  const client = await bare.signedIn(bare.accounts.renter)
  expect(await client.getMailSettings()).toMatchObject({ offered: false, state: 'none' })
  await expect(client.putMailSettings({ address: 'a@b.example', kinds: ['lease_ready'] })).rejects.toMatchObject({
    status: 409,
    code: 'account.mail_off',
  })
  expect(await sendMails(bare.services)).toBe(0)
  await bare.stop()
})

test.each([
  ['no sender', { MAIL_SMTP_URL: 'smtp://127.0.0.1' }],
  ['no server', { MAIL_FROM: { name: 'x', address: 'a@b.example' } }],
])('settings with %s are refused at the start', (_, env) => {
  expect(() => openMailer(env)).toThrow(/need each other/)
})

/** Starts a real mail server on loopback that stores the mails. If `answer` is set, the server replies with it to each recipient. */
function startMailServer() {
  const got: Got[] = []
  const state = { answer: null as number | null }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_, __, done) {
      if (state.answer === null) done()
      else done(Object.assign(new Error('no'), { responseCode: state.answer }))
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        got.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8') })
        done()
      })
    },
  })
  let port = 0
  const started = new Promise<void>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      port = (listening.address() as AddressInfo).port
      resolve()
    })
  })
  return {
    got,
    started,
    url: () => `smtp://127.0.0.1:${port}`,
    set answer(code: number | null) {
      state.answer = code
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
