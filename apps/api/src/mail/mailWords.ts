import type { Language } from '@infinitio/domain'

/** All texts of a mail in one language except the notification itself, whose texts are in the catalogue of `packages/domain/src/messages`. */
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

const en: MailWords = {
  nodeWithoutName: (id) => `Machine ${id}`,
  hours: (hours) => `${hours} hours`,
  end: '.',
  confirm: {
    subject: 'Confirm your e-mail address',
    link: 'Confirm this address',
    lines: (account) => [
      `The wallet ${account} asked this market to send its notifications to this address.`,
      'If this was you, open the link within one day and confirm. If not, do nothing. We send no more mail to this address.',
    ],
    note: (site) => `You get this mail because someone entered this address at ${site}.`,
  },
  note: ({ account, site }) => `This is a notification for the wallet ${account}. Choose your e-mails at ${site}/notifications.`,
  stop: 'Stop all e-mails for this wallet to this address',
}

const zh: MailWords = {
  nodeWithoutName: (id) => `机器 ${id}`,
  hours: (hours) => `${hours} 小时`,
  end: '。',
  confirm: {
    subject: '确认你的电子邮件地址',
    link: '确认此地址',
    lines: (account) => [
      `有人以钱包 ${account} 请求本市场把通知发送到此地址。`,
      '如果是你，请在一天内打开链接并确认。如果不是，无需任何操作，之后不会再发送。',
    ],
    note: (site) => `你收到此邮件，是因为有人在 ${site} 填写了此地址。`,
  },
  note: ({ account, site }) => `这是发给钱包 ${account} 的通知。可在 ${site}/notifications 选择通过邮件接收哪些内容。`,
  stop: '停止此钱包向此地址发送的所有邮件',
}

/** The texts of mails by language. */
export const mailWords: Readonly<Record<Language, MailWords>> = { en, zh }
