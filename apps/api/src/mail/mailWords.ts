import type { Language, NotificationKind } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import { mailWordsEn } from './mailWordsEn.ts'
import { mailWordsZh } from './mailWordsZh.ts'

/** What was told, of one kind. */
export type Told<Kind extends NotificationKind> = Extract<NotificationWire, { kind: Kind }>['facts']
/** How facts are said in a mail: names, amounts and moments, each safe to stand in one. */
export type SaidFacts = {
  readonly node: string
  readonly lease: string
  readonly pt: (units: string) => string
  readonly moment: (seconds: number) => string
}

/** Everything a mail says in one language. */
export type MailWords = {
  readonly nodeWithoutName: (id: string) => string
  readonly leaseOn: (words: { lease: string; name: string | null; node: string }) => string
  readonly told: { readonly [Kind in NotificationKind]: (facts: Told<Kind>, said: SaidFacts) => { subject: string; line: string } }
  readonly link: Readonly<Record<'machines' | 'keys' | 'lease' | 'leases' | 'notifications' | 'webhooks', string>>
  readonly confirm: {
    readonly subject: string
    readonly link: string
    readonly lines: (account: string) => readonly string[]
    readonly note: (site: string) => string
  }
  readonly note: (words: { account: string; site: string }) => string
  readonly stop: string
}

/** The words of each language that mails are written in. */
export const mailWords: Readonly<Record<Language, MailWords>> = { en: mailWordsEn, zh: mailWordsZh }
