import { type NotificationKind, notificationKinds } from '@infinitio/domain'
import { notificationWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { mailText } from './mailText.ts'
import { mailWords } from './mailWords.ts'
import { toldMail } from './toldMail.ts'

const publicUrl = 'https://market.example'
const node = { node: `0x${'ab'.repeat(32)}`, nodeName: null }
const lease = { ...node, nodeName: '<b>evil.example</b>', lease: '7', leaseName: null }
const holder = `0x${'1'.repeat(40)}`
const facts: Record<NotificationKind, object> = {
  lease_ready: lease,
  lease_ending: { ...lease, endAt: 1_795_000_000 },
  lease_ended: { ...lease, spent: '1500000000000000000', refund: '0' },
  lease_budget: { ...lease, locked: '8000000000000000000', most: '9500000000000000000' },
  key_budget: { key: holder, spent: '8000000000000000000', total: '9500000000000000000' },
  machine_lost: lease,
  order_filled: { ...lease, order: `0x${'cd'.repeat(32)}` },
  lease_shared: { ...lease, holder, right: 'watch' },
  share_changed: { ...lease, holder, right: 'use' },
  share_ended: { ...lease, holder },
  search_found: { searchId: '00000000-0000-4000-8000-000000000000', query: {}, found: 3 },
  node_leased: { ...lease, gpus: 2, durationSeconds: 5_400 },
  node_silent: node,
  node_lost: { ...node, leases: 2 },
  webhook_disabled: { webhookId: '00000000-0000-4000-8000-000000000000', url: 'https://a.example/' },
}
const item = (kind: NotificationKind) => notificationWire.parse({ notificationId: '1', kind, facts: facts[kind], at: 1, read: false })
const zh = { language: 'zh', zone: 'Asia/Shanghai' } as const

describe('a mail', () => {
  test.each(notificationKinds)(
    'of %s is Chinese for who reads Chinese and English for who does not, with the same figures and the same way on',
    (kind) => {
      const [english, chinese] = [
        toldMail(item(kind), { publicUrl, reader: { language: 'en', zone: 'UTC' } }),
        toldMail(item(kind), { publicUrl, reader: zh }),
      ]
      for (const text of [chinese.subject, ...chinese.lines, chinese.link.label]) expect(text).toMatch(/\p{Script=Han}/u)
      for (const text of [english.subject, ...english.lines, english.link.label]) expect(text).not.toMatch(/\p{Script=Han}|undefined/u)
      expect(chinese.link.url).toBe(english.link.url)
      const figures = (text: string) => [...text.matchAll(/0x[0-9a-f]+|\b\d[\d.]*\b/g)].map(([figure]) => figure).sort()
      if (kind !== 'lease_ending') expect(figures(chinese.lines.join())).toEqual(figures(english.lines.join()))
      expect([...chinese.lines, ...english.lines].join()).not.toContain('<b>')
    },
  )

  test('says moments in the zone of its reader, and which', () => {
    expect(toldMail(item('lease_ending'), { publicUrl, reader: zh }).lines[0]).toContain('2026-11-18 19:06 Asia/Shanghai')
    expect(toldMail(item('lease_ending'), { publicUrl, reader: { language: 'en', zone: 'UTC' } }).lines[0]).toContain('2026-11-18 11:06 UTC')
  })

  test('says its language to who reads it aloud, and nothing in another', () => {
    const { note, stop } = mailWords.zh
    const told = toldMail(item('share_ended'), { publicUrl, reader: zh })
    const { html, text } = mailText({
      language: 'zh',
      ...told,
      notes: [note({ account: holder, site: publicUrl })],
      stop: { label: stop, url: `${publicUrl}/mail` },
    })
    expect(html).toContain('<html lang="zh-Hans">')
    expect(text.replaceAll(/https:\S+|0x\w+|“[^”]*”/g, '')).not.toMatch(/[A-Za-z]{3}/)
    expect(told.link.url).toBe(`${publicUrl}/leases`)
  })
})
