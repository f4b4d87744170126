import type { MailWords } from './mailWords.ts'

/** What mails say in English. */
export const mailWordsEn: MailWords = {
  nodeWithoutName: (id) => `Node ${id}`,
  hours: (hours) => `${hours} hours`,
  end: '.',
  confirm: {
    subject: 'Confirm your e-mail address',
    link: 'Confirm this address',
    lines: (account) => [
      `Somebody with the wallet ${account} asked this market to send its notifications to this address.`,
      'If that was you, open the link within a day and confirm. If not, do nothing, and nothing more is sent.',
    ],
    note: (site) => `You get this mail because the address was typed in at ${site}.`,
  },
  note: ({ account, site }) => `This is told to the wallet ${account}. Choose what it is told by e-mail at ${site}/notifications.`,
  stop: 'Stop all e-mail of this wallet to this address',
}
