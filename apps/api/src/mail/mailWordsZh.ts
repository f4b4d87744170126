import type { MailWords } from './mailWords.ts'

/** What mails say in Chinese. */
export const mailWordsZh: MailWords = {
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
