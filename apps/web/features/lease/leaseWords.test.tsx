import { type LeaseDiskWire, type LeaseEventWire, leaseEventWire, type LeaseSharesWire, type LeaseWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { diskQuery } from '#web/features/disk/diskQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { EndBill } from '#web/features/lease/EndDialog.tsx'
import { EndLosses } from '#web/features/lease/EndLosses.tsx'
import { EventList } from '#web/features/lease/EventList.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { LiveMoney } from '#web/features/lease/LiveMoney.tsx'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { MachineNotice } from '#web/parts/other-machine/MachineNotice.tsx'
import { ShellGate } from '#web/features/lease/ShellGate.tsx'
import { ProviderLeases } from '#web/features/provide/ProviderLeases.tsx'
import { sharesQuery } from '#web/features/sharing/sharingQuery.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import en from '#web/messages/en.json' with { type: 'json' }

/** Returns the list lines as a reader of `language` sees them, with normal spaces for no-break spaces. */
function linesOf(language: 'en' | 'zh', node: ReactNode, tag: 'li' | 'p'): string[] {
  const lines = markupFor(language, node).matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))
  return [...lines].map(([, text = '']) => text.replaceAll('\u00a0', ' ').replaceAll('&#x27;', "'"))
}

type Detail = LeaseEventWire['detail']
const owner = `0x7c3e${'0'.repeat(32)}41fa`
const pt = (10n ** 18n).toString()
// The start of the lease is 12 January 1970, 13:46:40 UTC. In Shanghai it is eight hours later.
const at = fixtureStart
/**
 * The text that the page shows before a lease is ready. If the machine never gets ready, the market closes the lease one hour and ten minutes after its start.
 */
const unready =
  'Nothing is billed before the machine is ready. If the machine is not ready within 10 min after the start time, the lease cannot begin. If you cancel now, all 1.00 PT that are locked for the lease return at once. If the machine is never ready and you do nothing, the money returns automatically soon after 14:56 %zone%.'
const events: readonly (readonly [Detail, string, string])[] = [
  [
    { event: 'settled', escrow: pt },
    '1.00 PT were locked in the market’s contract (escrow) to pay for the lease, and the lease was opened.',
    '已在市场合约中锁定 1.00 PT (≈ 7 CNY)（托管）用于支付租约，租约开启。',
  ],
  [{ event: 'ready', readyAt: at }, 'The machine is ready. Billing started on Mon 12 Jan, 13:46.', '机器已就绪，从 1月12日 周一 21:46 起计费。'],
  [
    { event: 'extended', end: at, escrowAdded: pt },
    'The lease now runs until Mon 12 Jan, 13:46. 1.00 PT more were locked in the market’s contract (escrow) to pay for the added time.',
    '租约现可用至 1月12日 周一 21:46，又在市场合约中锁定 1.00 PT (≈ 7 CNY)（托管），用于支付延长的时间。',
  ],
  [
    { event: 'credited', seconds: 300, refund: '0' },
    'The machine did not work for part of the time, so validators (independent testers of machines) removed 5 min from the bill.',
    '机器有一段时间无法工作，因此验证者（独立检查机器的计算机）从账单中减去了 5 分钟。',
  ],
  [
    { event: 'credited', seconds: 300, refund: pt },
    'The machine did not work for part of the time, so validators (independent testers of machines) removed 5 min from the bill. 1.00 PT were refunded.',
    '机器有一段时间无法工作，因此验证者（独立检查机器的计算机）从账单中减去了 5 分钟，已退回 1.00 PT (≈ 7 CNY)。',
  ],
  [
    { event: 'tokenised', owner },
    'A token on the blockchain now represents this lease. The lease belongs to 0x7c3e…41fa, the owner of the token.',
    '区块链上现有一个代表本租约的代币。租约归代币的所有者 0x7c3e…41fa 所有。',
  ],
  [
    { event: 'moved', owner },
    'The lease was transferred on the blockchain and now belongs to 0x7c3e…41fa.',
    '租约已在区块链上转让，现归 0x7c3e…41fa 所有。',
  ],
  [
    { event: 'moved', owner: null },
    'The lease is over, so the token that recorded its owner was removed from the blockchain (burned).',
    '租约已结束，因此记录其所有者的代币已从区块链上注销。',
  ],
  [
    { event: 'compensated', amount: pt },
    'The renter got 1.00 PT of compensation from the provider’s bond (money that the provider locked as security).',
    '租户已从提供方保证金（提供方锁定作担保的资金）中获得 1.00 PT (≈ 7 CNY) 赔付。',
  ],
  [{ event: 'paid', providerGets: pt }, 'The provider was paid 1.00 PT for this lease.', '提供方已就本租约收到 1.00 PT (≈ 7 CNY)。'],
  [
    { event: 'ended', end: at, reason: 'node_lost', refund: '0' },
    'Machine lost. Nothing is billed after Mon 12 Jan, 13:46.',
    '机器失联。1月12日 周一 21:46 之后不计费。',
  ],
  [
    { event: 'ended', end: at, reason: 'renter_ended', refund: pt },
    'You ended it. Nothing is billed after Mon 12 Jan, 13:46, and 1.00 PT were refunded.',
    '由你结束。1月12日 周一 21:46 之后不计费，已退回 1.00 PT (≈ 7 CNY)。',
  ],
  [
    { event: 'closed', pay: pt, refund: '0' },
    'The contract made the final payments (closed the lease). In total, 1.00 PT were paid for the lease and 0.00 PT were refunded. No money is locked now.',
    '合约已结清租约。总计支付 1.00 PT (≈ 7 CNY)，退回 0.00 PT (≈ 0 CNY)。已无锁定资金。',
  ],
  [
    { event: 'access', number: 1, sshKeys: 0, ports: [8_080] },
    'The SSH keys or ports were changed (change 1). After this change, no SSH key can log in, and port 8080 has a web address.',
    '更改了 SSH 密钥或端口（第 1 次）。更改后没有 SSH 密钥可以连接，端口 8080 有网址。',
  ],
  [
    { event: 'access', number: 4, sshKeys: 2, ports: [] },
    'The SSH keys or ports were changed (change 4). After this change, 2 SSH keys can log in, and no port has a web address.',
    '更改了 SSH 密钥或端口（第 4 次）。更改后 2 个 SSH 密钥可以连接，没有端口有网址。',
  ],
  [{ event: 'relay', relay: 'ready' }, 'The machine reports that it is ready.', '机器报告已就绪。'],
  [{ event: 'relay', relay: 'end' }, 'The renter requested the end of the lease.', '租户已请求结束租约。'],
  [{ event: 'relay', relay: 'cancelLease' }, 'The renter requested to cancel the lease.', '租户已请求取消租约。'],
  [{ event: 'relay', relay: 'extend' }, 'The renter requested to extend the lease.', '租户已请求续租。'],
  [
    { event: 'relay', relay: 'autoExtend' },
    'Auto-extend is on: it extends the lease in the last ten minutes.',
    '自动续租已开启：租约会在最后十分钟自动续租。',
  ],
  [{ event: 'relay', relay: 'endByProvider' }, 'The provider ends the lease.', '提供方正在结束租约。'],
  [{ event: 'relay', relay: 'noShow' }, 'The renter requested a refund, because the machine was never ready.', '租户已请求退款，因为机器从未就绪。'],
  [{ event: 'relay', relay: 'transferLease' }, 'The lease is being transferred to another account.', '租约正转让给另一账户。'],
]

test('each event of a lease is shown in the language, zone and currency of its reader', () => {
  const list = events.map(([detail], index) => eventOf(detail, events.length - index))
  expect(linesOf('en', seen(list), 'p')).toEqual(events.map(([, english]) => english))
  expect(linesOf('zh', seen(list), 'p')).toEqual(events.map(([, , chinese]) => chinese))
  // Checks that the cases above include every event kind of the wire.
  const kinds = leaseEventWire.shape.detail.options.map(({ shape }) => shape.event.value)
  expect(new Set(events.map(([{ event }]) => event))).toEqual(new Set(kinds))
  expect(events.flatMap(([detail]) => (detail.event === 'relay' ? [detail.relay] : []))).toEqual(Object.keys(en.lease.event.text.relay))
  const byRenter = list.filter(({ detail }) => detail.event === 'ended' && detail.reason === 'renter_ended')
  expect(linesOf('en', seen(byRenter, 'provider'), 'p')[0]).toMatch(/^Renter ended it\./)
  const ready = list.filter(({ detail }) => detail.event === 'ready')
  expect(linesOf('en', seen(ready, 'renter', 600), 'p')[0]).toContain('If the renter ends the lease in the free trial of 10 min, nothing is billed.')
  expect(linesOf('zh', seen(ready, 'renter', 600), 'p')[0]).toContain('10 分钟免费试用期')
  const inTrial = linesOf('en', seen([...ready, ...byRenter], 'renter', 600), 'p').join(' ')
  expect(inTrial).toContain('You ended it. Nothing is billed, and 1.00 PT were refunded.')
})

function seen(list: readonly LeaseEventWire[], role: LeaseWire['role'] = 'renter', trialSeconds = 0): ReactNode {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <EventList events={[...list]} role={role} terms={{ trialSeconds }} amountText={amountText} />
    </QueryClientProvider>
  )
}

function eventOf(detail: Detail, moment: number): LeaseEventWire {
  const kind = detail.event === 'moved' || detail.event === 'tokenised' ? 'transferred' : detail.event
  return { kind, at: moment, txHash: null, blockNumber: null, state: 'final', text: 'of the server', detail, code: null }
}

test('lists the losses of an end: programs, disk and decryptable copy, port addresses, teammates, remaining time', () => {
  // The renter signed one port at checkout and added one later.
  const workload = { ports: [8_888], startScript: 'python train.py' } as unknown as LeaseWire['workload']
  const access = { ports: [8_888, 7_860], sshKeys: [] } as unknown as LeaseWire['access']
  const lease: LeaseWire = { ...fixtureLease({ noticeSeconds: 600 }), leaseId: '7', workload, access, heldByTransfer: false }
  // The lease is one hour long. If the renter ends it after 600 s, the 600 s of notice must still be paid, so 2,400 s are given up.
  const secondsGivenUp = liveAmounts(lease, fixtureStart + 600).ifEnded?.secondsGivenUp ?? 0
  const said = (disk: readonly object[], language: 'en' | 'zh' = 'en') => linesOf(language, losses({ lease, secondsGivenUp, disk }), 'li')
  const forMove = { state: 'stored', sealedKey: null, createdAt: at, takenAt: at }
  const own = { state: 'stored', sealedKey: { box: '0x00', commitment: '0x' }, createdAt: at, takenAt: at - 3_600 }
  const others = [
    'The web addresses of the lease’s 2 ports stop working.',
    'The people you shared the lease with lose access, too.',
    'You give up 40 min: the time left after the notice of 10 min, for which you still pay. Others can rent the machine for that time.',
  ]
  const programs = 'Running programs stop, and open shells and SSH sessions close.'
  const noCopy = 'All files of this lease on the machine’s disk are deleted. You have no snapshot of these files, so save what you need first.'
  expect(said([forMove])).toEqual([programs, noCopy, ...others])
  const copy =
    'All files of this lease on the machine’s disk are deleted. The last snapshot of the disk is from Mon 12 Jan, 12:46. Later changes are lost.'
  expect(said([forMove, own])).toEqual([programs, copy, ...others])
  const shared = (shares: readonly object[]) => linesOf('en', losses({ lease, secondsGivenUp, disk: [], shares }), 'li')
  expect([shared([]).includes(others[1] ?? ''), shared([{ account: owner }]).includes(others[1] ?? '')]).toEqual([false, true])
  expect(said([own], 'zh')[1]).toBe('机器磁盘上本租约的全部文件会被删除。 磁盘最近的快照是 1月12日 周一 20:46 的，之后的更改会丢失。')
  expect(linesOf('en', losses({ lease: { ...lease, workload: null, access: null }, secondsGivenUp: 0, disk: [] }), 'li')).toEqual([
    programs,
    noCopy,
    others[1],
  ])
})

test('links from an end to the snapshots, where the market stores them', () => {
  const lease: LeaseWire = { ...fixtureLease({}), leaseId: '7', workload: null, lost: null, heldByTransfer: false }
  const links = (available: boolean) => markupFor('en', losses({ lease, secondsGivenUp: 0, disk: [], available })).includes('href="#snapshots"')
  expect([links(true), links(false)]).toEqual([true, false])
})

test('shows the total and the refund of an end with the same decimals', () => {
  const perSecond = 13_888_888_888_888n
  const fixture = fixtureLease({ noticeSeconds: 300, escrow: '50125000000000000' })
  const lease: LeaseWire = {
    ...fixture,
    terms: { ...fixture.terms, gpus: 1, pricePerGpuSecond: perSecond.toString() },
    relayFee: '0',
  }
  const { ifEnded, ...amounts } = liveAmounts(lease, fixtureStart + 600)
  const bill = ifEnded === null ? null : <EndBill lease={lease} amounts={{ ...amounts, ifEnded }} />
  const said = (language: 'en' | 'zh') =>
    markupFor(language, bill)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/[\s\u00a0]+/g, ' ')
  expect(said('en')).toContain('9 min 50 s used, plus 5 min of notice 0.012361 PT')
  // Its parts are shown to the second, so that they add up to the billed time.
  const late = liveAmounts(lease, fixtureStart + 3_513)
  const lastBill = late.ifEnded === null ? null : <EndBill lease={lease} amounts={{ ...late, ifEnded: late.ifEnded }} />
  expect(markupFor('en', lastBill).replaceAll('\u00a0', ' ')).toContain('58 min 23 s used, plus 1 min 27 s of notice')
  expect(markupFor('zh', lastBill).replaceAll('\u00a0', ' ')).toContain('已用 58 分钟 23 秒')
  expect(said('en')).toMatch(/You pay in all 0\.012392 PT Refunded to you at once 0\.037733 PT/)
  expect(said('zh')).toMatch(/你总共支付 0\.012392 PT .* 立即退回给你 0\.037733 PT/)
})

test('shows the notice in the refund of a running lease, and the end and the last billed moment of an ended lease', () => {
  const lease = { ...fixtureLease({ noticeSeconds: 300 }), role: 'renter', relays: [], closed: null, endReason: null } as unknown as LeaseWire
  const end = { at: fixtureStart + 600, txHash: `0x${'f'.repeat(64)}`, final: true, accepted: false, reason: 'renter_ended' } as const
  const over: LeaseWire = { ...lease, state: 'ended', ended: end, endReason: 'renter_ended', endsAt: fixtureStart + 900 }
  const said = (language: 'en' | 'zh', shown: LeaseWire) =>
    markupFor(language, <LiveMoney lease={shown} now={fixtureStart + 660} />)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/[\s\u00a0]+/g, ' ')
  expect(said('en', lease)).toContain(
    'You get this amount back at once when you end the lease. It does not include the notice: the 5 min after the end that you still pay for.',
  )
  expect(said('en', over)).toContain('Ended, %zone% 12 Jan, 13:56 Billed until 14:01 (5 min of notice)')
  expect(said('en', over)).not.toMatch(/Current cost|Time left/)
  expect(said('zh', over)).toContain('计费至 22:01（通知期 5 分钟）')
})

test('shows when the free trial ends, and that an end in the trial bills nothing', () => {
  const fixture = fixtureLease({})
  const lease = {
    ...fixture,
    role: 'renter',
    relays: [],
    closed: null,
    endReason: null,
    terms: { ...fixture.terms, trialSeconds: 300 },
  } as unknown as LeaseWire
  const said = (language: 'en' | 'zh', shown: LeaseWire) =>
    markupFor(language, <LiveMoney lease={shown} now={fixtureStart + 60} />).replaceAll('\u00a0', ' ')
  expect(said('en', lease)).toMatch(
    /You get everything back if you end the lease in the next 4 min 10 s\. The free trial lasts until 13:51:50 %zone%/,
  )
  expect(said('zh', lease)).toMatch(/在接下来的 4 分钟 10 秒内结束租约，全额退回。免费试用至 21:51:50 %zone%/)
  const paid = { ...{ pay: '0', refund: lease.escrow, paidSeconds: 0, renterFee: '0', providerFee: '0', relayFee: '0', smallLeaseFee: '0' } }
  const end = { at: fixtureStart + 50, txHash: `0x${'f'.repeat(64)}`, final: true, accepted: true, reason: 'renter_ended' } as const
  const free = { ...lease, state: 'closed', ended: end, endReason: 'renter_ended', paid, relayFee: '0' } as unknown as LeaseWire
  expect(said('en', free)).toContain('Nothing was billed')
  expect(said('zh', free)).not.toContain('起按秒计费')
})

test('shows the start and length of a lease booked for later, not that it is starting', () => {
  const fixture = fixtureLease({ state: 'booked' })
  const lease = { ...fixture, ready: null, role: 'renter', relays: [], now: { chainNow: at - 7_200 }, escrow: pt } as unknown as LeaseWire
  const gate = <ShellGate lease={lease}>shell</ShellGate>
  const said = (language: 'en' | 'zh', now: number) =>
    [<LeaseStateBadge key="badge" lease={lease} now={now} />, <LiveMoney key="money" lease={lease} now={now} />, gate].map((part) =>
      markupFor(language, part)
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/[\s\u00a0]+/g, ' '),
    )
  const [badge, money, shell] = said('en', at - 7_200)
  expect(badge).toContain('Starts in 2 h')
  expect(money).toContain('Starts in 2 h From Mon 12 Jan, 13:46 %zone%, for 1 h')
  expect(shell).toMatch(/This lease starts in 2 h The machine is yours from Mon 12 Jan, 13:46 %zone%/)
  expect(said('zh', at - 7_200).join()).toContain('后开始')
  const ofProvider = { ...lease, leaseId: '7', holder: owner, node: { name: 'n', className: 'T4' } } as unknown as LeaseWire
  expect(markupFor('en', <ProviderLeases leases={[ofProvider]} now={at - 7_200} bonded={0n} />).replaceAll('\u00a0', ' ')).toContain(
    '1 h, starts 12 Jan, 13:46',
  )
  const [begun, running] = said('en', at + 1)
  expect(begun).toContain('Starting')
  expect(running).toContain('Time left 59 min')
})

type Losses = { lease: LeaseWire; secondsGivenUp: number; disk: readonly object[]; available?: boolean; shares?: readonly object[] }

/** Returns the list of what the renter loses at the end of a lease. Without `shares`, the page has not loaded the teammates yet. */
function losses({ lease, secondsGivenUp, disk, available = false, shares }: Losses): ReactNode {
  const client = new QueryClient()
  if (shares !== undefined) client.setQueryData(sharesQuery(browserApi, lease.leaseId).queryKey, { shares } as unknown as LeaseSharesWire)
  client.setQueryData(diskQuery(browserApi, lease.leaseId).queryKey, {
    available,
    snapshots: disk,
    restore: null,
    move: null,
  } as unknown as LeaseDiskWire)
  return (
    <QueryClientProvider client={client}>
      <EndLosses lease={lease} secondsGivenUp={secondsGivenUp} onLeave={() => undefined} />
    </QueryClientProvider>
  )
}

test.each<[string, Partial<LeaseWire>, LeaseWire['node']['state'], number, string]>([
  ['runs well', {}, 'answering', 60, ''],
  ['is to begin later', { state: 'booked', ready: null }, 'suspect', -60, ''],
  ['is silent before it is ready', { state: 'booked', ready: null }, 'suspect', 5, `The machine is not responding. ${unready}`],
  ['is late', { state: 'booked', ready: null }, 'answering', 601, `The machine is not ready 10 min after the start of the lease. ${unready}`],
  ['is given up before it is ready', { state: 'booked', ready: null, lost: { since: at, at } }, 'lost', 130, `The machine is lost. ${unready}`],
  ['falls silent', {}, 'suspect', 60, 'The machine is not responding. The machine may respond again a'],
  ['is given up', { lost: { since: at + 60, at: at + 180 } }, 'lost', 200, 'The machine is lost. The machine stopped responding at 13:47:40 %zone%'],
])('of a machine that %s is said what is billed and what comes back', (_what, patch, state, after, said) => {
  const fixture = fixtureLease({})
  const lease = { ...fixture, ...patch, escrow: pt, role: 'provider', node: { ...fixture.node, state }, lost: patch.lost ?? null } as LeaseWire
  const words = markupFor('en', <MachineNotice lease={lease} now={at + after} />).replaceAll(/<[^>]*>/g, '')
  expect(words.replaceAll('\u00a0', ' ').slice(0, said.length || undefined)).toBe(said)
})
