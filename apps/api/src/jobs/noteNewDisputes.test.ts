import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { address, hex32, zeroHex32 } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { disputeRecords } from '../governance/disputes/disputeRecords.ts'
import type { DisputeLog, WaitLog } from '../governance/disputes/disputeSource.ts'
import type { Mail } from '../mail/openMailer.ts'
import { noteNewDisputes } from './noteNewDisputes.ts'
import { sendMails } from './sendMails.ts'
import { sendWebhooks } from './sendWebhooks.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
type Role = 'renter' | 'provider' | 'stranger'

const hour = 3_600
const day = 24 * hour
const hooked: { path: string; data: unknown }[] = []
const mails: Mail[] = []
const server = createServer(async (request, response) => {
  const body = JSON.parse((await request.toArray()).join('')) as { data: unknown }
  hooked.push({ path: request.url ?? '', data: body.data })
  response.writeHead(204).end()
}).listen(0, '127.0.0.1')

let api: TestApi
const people = {} as Record<Role, SignedIn>
const accountOf = (role: Role) => address(api.accounts[role].address.toLowerCase())

beforeAll(async () => {
  api = await startTestApi({
    change: (made) => ({
      ...made,
      mailer: {
        send: async (mail) => {
          mails.push(mail)
          return { status: 250, error: null, isFinal: true, tookMs: 1 }
        },
      },
    }),
  })
  for (const role of ['renter', 'provider', 'stranger'] as const) {
    people[role] = await api.signedIn(api.accounts[role])
    await people[role].createWebhook({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${role}`, kinds: ['dispute', 'slash'] })
    await people[role].putMailSettings({ address: `${role}@market.example`, kinds: ['dispute', 'slash'] })
    await sendMails(api.services)
    await api.client.confirmMail(/#confirm=([A-Za-z0-9_-]{43})/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '')
  }
})
afterAll(async () => {
  await api.stop()
  server.close()
})

/**
 * Builds lists of a dispute's events, one for each step at which the dispute may be. The renter claims from the provider's bond, the stranger is the only juror
 * and votes, and the jury decides for the renter.
 */
function logsOf(): Record<'opened' | 'voting' | 'unheard' | 'decided' | 'appealed' | 'again' | 'done' | 'lapsed', DisputeLog[]> {
  const at = { id: 1, at: 1_000, txHash: zeroHex32 }
  const parties = { opener: accountOf('renter'), respondent: accountOf('provider') }
  const lease = { market: address(`0x${'9'.repeat(40)}`), leaseId: 7n }
  const opened: DisputeLog[] = [{ ...at, kind: 'opened', ...parties, lease, purpose: null, claim: 40n, bond: 25n, until: 2 * day }]
  const juryOf = (round: number, voteUntil: number): DisputeLog[] => [
    { ...at, kind: 'requested', round, panelId: BigInt(round), until: voteUntil - 3 * day },
    { kind: 'drawn', panelId: BigInt(round), members: [accountOf('stranger')], txHash: hex32(`0x${'1'.repeat(64)}`), blockNumber: 1n },
    { ...at, kind: 'voting', round, panelId: BigInt(round), until: voteUntil },
    { ...at, kind: 'committed', round, account: accountOf('stranger') },
  ]
  const voting = [...opened, ...juryOf(1, 9 * day)]
  const unheard = voting.filter(({ kind }) => kind !== 'committed')
  const decided: DisputeLog[] = [...voting, { ...at, kind: 'counted', round: 1, state: 'decided', judged: 2, until: 12 * day }]
  const appealed: DisputeLog = { ...at, kind: 'appealed', account: accountOf('provider'), bond: 75n, until: 16 * day }
  const waiting = [...decided, appealed]
  const again = [...waiting, ...juryOf(2, 19 * day)]
  const last: DisputeLog = { ...at, kind: 'counted', round: 2, state: 'decided', judged: 2, until: 19 * day }
  const done: DisputeLog[] = [...again, last, { ...at, at: 19 * day, kind: 'executed', verdict: 1, jurors: 1, jurorPay: 12n, burned: 0n }]
  const lapsed: DisputeLog[] = [...opened, { ...at, at: 8 * day, kind: 'lapsed', state: 'stands' }].map((log) => ({ ...log, id: 2 }) as DisputeLog)
  return { opened, voting, unheard, decided, appealed: waiting, again, done, lapsed }
}

/**
 * Runs the job twice at this block time, as two servers would, and sends the stored notifications. Returns the notifications that arrived by page, webhook and
 * e-mail.
 */
async function arrived(logs: readonly DisputeLog[], now: number, waits: readonly WaitLog[] = []) {
  hooked.length = 0
  mails.length = 0
  const before = await Promise.all(Object.values(people).map((one) => one.listNotifications({ limit: 100 })))
  const { db, governance, clock, hub } = api.services
  const open = {
    ...{ db, hub },
    governance: { ...governance, readDisputes: async () => ({ ...(await governance.readDisputes()), records: disputeRecords(logs), waits }) },
    clock: { ...clock, read: () => ({ ...clock.read(), now }) },
  }
  await noteNewDisputes(open)
  await noteNewDisputes(open)
  await Promise.all([sendWebhooks(api.services), sendMails(api.services)])
  const after = await Promise.all(Object.values(people).map((one) => one.listNotifications({ limit: 100 })))
  const page = Object.keys(people).flatMap((role, at) => {
    const known = before[at]?.items.length ?? 0
    const items = after[at]?.items ?? []
    return items.slice(0, items.length - known).map(({ facts }) => ({ role, facts }))
  })
  return {
    page,
    hook: hooked.map(({ path, data }) => ({ role: path.slice(1), facts: data })),
    mail: mails.map(({ to, subject, text }) => ({ role: to.split('@')[0], subject, text })),
  }
}

const utc = (seconds: number) => `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
const byRole = (a: { role?: string | undefined }, b: { role?: string | undefined }) => String(a.role).localeCompare(String(b.role))

describe('a deadline of a dispute reaches people on the page, by webhook and by mail, once', () => {
  test.each([
    { logs: 'opened', now: hour, news: [['provider', 'opened', 2 * day]] },
    {
      logs: 'opened',
      now: 40 * hour,
      news: [
        ['provider', 'closing', 2 * day],
        ['renter', 'closing', 2 * day],
      ],
    },
    { logs: 'voting', now: 7 * day, news: [['stranger', 'drawn', 8 * day]] },
    { logs: 'unheard', now: 8 * day - hour, news: [['stranger', 'vote', 8 * day]] },
    { logs: 'voting', now: 8 * day + hour, news: [['stranger', 'reveal', 9 * day]] },
    {
      logs: 'decided',
      now: 9 * day,
      news: [
        ['provider', 'appealable', 12 * day],
        ['renter', 'decided', 12 * day],
        ['stranger', 'decided', 12 * day],
      ],
    },
    {
      logs: 'appealed',
      now: 12 * day,
      news: [
        ['renter', 'appealed', 16 * day],
        ['stranger', 'appealed', 16 * day],
      ],
    },
    { logs: 'again', now: 17 * day, news: [['stranger', 'drawn', 18 * day]] },
    { logs: 'again', now: 18 * day + hour, news: [['stranger', 'reveal', 19 * day]] },
    {
      logs: 'done',
      now: 19 * day + hour,
      news: [
        ['provider', 'executed', null],
        ['renter', 'executed', null],
        ['stranger', 'executed', null],
      ],
    },
    {
      logs: 'lapsed',
      now: 8 * day + hour,
      news: [
        ['provider', 'stands', null],
        ['renter', 'stands', null],
      ],
    },
  ] as const)('$logs at $now s', async ({ logs, now, news }) => {
    const found = await arrived(logsOf()[logs], now)
    const wanted = news.map(([role, step, until]) => ({ role, facts: { step, dispute: logs === 'lapsed' ? 2 : 1, until } }))
    expect(found.page.toSorted(byRole)).toEqual(wanted)
    expect(found.hook.toSorted(byRole)).toEqual(wanted)
    expect(found.mail.map(({ role }) => role).toSorted()).toEqual(news.map(([role]) => role))
    for (const { text, subject } of found.mail) {
      expect(subject).toMatch(/dispute \d|Dispute \d/)
      const [, , until] = news[0]
      if (until !== null) expect(text).toContain(utc(until))
      expect(text).toContain(`/disputes/${logs === 'lapsed' ? 2 : 1}`)
    }
  })
})

describe('a slash that waits reaches the account from whose bond it takes, once, and again before it can be executed', () => {
  const until = 40 * day
  const slash = { bond: 'Provider', txHash: hex32(`0x${'2'.repeat(64)}`) }
  const queued = (): WaitLog => ({ ...slash, account: accountOf('provider'), kind: 'queued', amount: 2_500_000_000_000_000_000n, until })
  const facts = (step: string) => ({ step, bond: 'Provider', amount: '2500000000000000000', until })

  test.each([
    ['queued', until - 3 * day],
    ['closing', until - hour],
  ])('%s', async (step, now) => {
    const found = await arrived([], now, [queued()])
    expect(found.page).toEqual([{ role: 'provider', facts: facts(step) }])
    expect(found.hook).toEqual([{ role: 'provider', facts: facts(step) }])
    expect(found.mail.map(({ role }) => role)).toEqual(['provider'])
    expect(found.mail[0]?.text).toContain('2.50 PT')
    expect(found.mail[0]?.text).toContain(utc(until))
    expect(found.mail[0]?.text).toContain('/disputes')
  })

  test('nobody is notified of a slash that is disputed, dropped or over', async () => {
    const txHash = hex32(`0x${'3'.repeat(64)}`)
    const other = { ...queued(), txHash } as WaitLog
    const opening = { ...logsOf().opened[0], opener: accountOf('provider'), lease: null, purpose: 'Provider', id: 9, until: 60 * day } as DisputeLog
    const ofSlash = (await arrived([opening], until - hour, [other])).page.filter(({ facts: it }) => 'amount' in it)
    expect(ofSlash).toEqual([])
    expect((await arrived([], until - hour, [other, { ...other, kind: 'dropped slash' } as WaitLog])).page).toEqual([])
    expect((await arrived([], until, [other])).page).toEqual([])
  })
})
