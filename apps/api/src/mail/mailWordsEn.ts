import type { MailWords } from './mailWords.ts'

/** What mails say in English. */
export const mailWordsEn: MailWords = {
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
