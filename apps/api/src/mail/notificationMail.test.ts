import { notificationKinds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { notificationSample } from '../../../../packages/domain/test/notificationSamples.ts'
import { mailText } from './mailText.ts'
import { mailTexts, notificationMail } from './notificationMail.ts'

const publicUrl = 'https://market.example'
const holder = `0x${'1'.repeat(40)}`
const zh = { language: 'zh', zone: 'Asia/Shanghai' } as const

describe('a mail', () => {
  test.each(notificationKinds)(
    'of %s is Chinese for who reads Chinese and English for who does not, with the same figures and the same way on',
    (kind) => {
      const [english, chinese] = [
        notificationMail(notificationSample(kind), { publicUrl, reader: { language: 'en', zone: 'UTC' } }),
        notificationMail(notificationSample(kind), { publicUrl, reader: zh }),
      ]
      for (const text of [chinese.subject, ...chinese.lines, chinese.link.label]) expect(text).toMatch(/\p{Script=Han}/u)
      for (const text of [english.subject, ...english.lines, english.link.label]) expect(text).not.toMatch(/\p{Script=Han}|undefined/u)
      expect(chinese.link.url).toBe(english.link.url)
      const figures = (text: string) => [...text.matchAll(/0x[0-9a-f]+|\b\d[\d.]*\b/g)].map(([figure]) => figure).sort()
      // The two readers have different time zones, so a time differs between their mails. Compare the figures only in mails without such a time.
      const { facts } = notificationSample(kind)
      if (!('endAt' in facts) && !('until' in facts)) expect(figures(chinese.lines.join())).toEqual(figures(english.lines.join()))
      expect([...chinese.lines, ...english.lines].join()).not.toContain('<b>')
    },
  )

  test('says moments in the zone of its reader, and which', () => {
    expect(notificationMail(notificationSample('lease_ending'), { publicUrl, reader: zh }).lines[0]).toContain('2026-11-18 19:06 Asia/Shanghai')
    expect(notificationMail(notificationSample('lease_ending'), { publicUrl, reader: { language: 'en', zone: 'UTC' } }).lines[0]).toContain(
      '2026-11-18 11:06 UTC',
    )
  })

  test('names its language for screen readers, and has no text in another language', () => {
    const { note, stop } = mailTexts.zh
    const mail = notificationMail(notificationSample('share_ended'), { publicUrl, reader: zh })
    const { html, text } = mailText({
      language: 'zh',
      ...mail,
      notes: [note({ account: holder, site: publicUrl })],
      stop: { label: stop, url: `${publicUrl}/mail` },
    })
    expect(html).toContain('<html lang="zh-Hans">')
    expect(text.replaceAll(/https:\S+|0x\w+|“[^”]*”/g, '')).not.toMatch(/[A-Za-z]{3}/)
    expect(mail.link.url).toBe(`${publicUrl}/leases`)
  })
})
