import type { Language } from '@infinitio/domain'
import { mailWordsEn } from './mailWordsEn.ts'
import { mailWordsZh } from './mailWordsZh.ts'

/** Everything a mail says in one language besides the notification, whose words are in the catalogue of `packages/domain/src/messages`. */
export type MailWords = {
  readonly nodeWithoutName: (id: string) => string
  readonly hours: (hours: string) => string
  /** The mark at the end of a sentence. */
  readonly end: string
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
