import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { withFilters } from '../search/listingFilters.ts'
import { withSearchFilters } from '../search/searchQueryOf.ts'
import { addSearch, type AddSearchOptions, listSearches, removeSearch, seeSearch, switchAlerts } from '../search/savedSearches.ts'
import { kindsOption } from './kindsOf.ts'
import { confirmMail, deleteMail, setMail, type SetMailOptions, showMail, stopMail } from './mail.ts'
import { listNotifications, type ListNotificationsOptions } from './notifications.ts'
import { addWebhook, type AddWebhookOptions, enableWebhook, listWebhooks, removeWebhook, resendDelivery, showTries, testWebhook } from './webhooks.ts'

type Act = (words: string[], options: CommonOptions) => Promise<void>

/** Adds `notifications`, `mail`, `webhooks` and `searches`: what an account is told, and where else. */
export function addNotifications(root: Command, program: Program): void {
  const { withCommon, run } = program
  withCommon(root.command('notifications').description('what you were told, newest first'))
    .option('--limit <count>', 'rows', '20')
    .option('--read', 'mark all of them as read', false)
    .action((options: ListNotificationsOptions) => run(options, () => listNotifications(options)))
  addMail(root, program)
  addWebhooks(root, program)
  addSearches(root, program)
}

function addMail(root: Command, { withCommon, run }: Program): void {
  const mail = root.command('mail').description('notifications by e-mail')
  withCommon(mail.command('show').description('where you are told by e-mail, what, whether it is confirmed, and the last mails')).action(
    (options: CommonOptions) => run(options, () => showMail(options)),
  )
  withCommon(mail.command('set <address>').description('be told there; a new address is sent a link to confirm, again each time'))
    .addOption(kindsOption())
    .action((address: string, options: SetMailOptions) => run(options, () => setMail(address, options)))
  withCommon(mail.command('confirm <token>').description('confirm an address by the end of its link')).action(
    (token: string, options: CommonOptions) => run(options, () => confirmMail(token, options)),
  )
  withCommon(mail.command('stop <token>').description('stop all mail by the end of the link of any')).action(
    (token: string, options: CommonOptions) => run(options, () => stopMail(token, options)),
  )
  withCommon(mail.command('off').description('delete the address')).action((options: CommonOptions) => run(options, () => deleteMail(options)))
}

function addWebhooks(root: Command, { withCommon, run }: Program): void {
  const webhooks = root.command('webhooks').alias('webhook').description('programs of yours that are told what you are told')
  const add = (words: string, description: string, act: Act) =>
    withCommon(webhooks.command(words).description(description)).action((...args: unknown[]) => {
      const options = args.at(-2) as CommonOptions
      return run(options, () => act(args.slice(0, -2) as string[], options))
    })
  add('ls', 'list them', (_, options) => listWebhooks(options))
  withCommon(webhooks.command('add <url>').description('add one; its secret is shown this once'))
    .addOption(kindsOption())
    .action((url: string, options: AddWebhookOptions) => run(options, () => addWebhook(url, options)))
  add('rm <id>', 'delete one', ([id = ''], options) => removeWebhook(id, options))
  add('enable <id>', 'use one again that failed too often', ([id = ''], options) => enableWebhook(id, options))
  add('test <id>', 'have it told a test', ([id = ''], options) => testWebhook(id, options))
  add('log <id>', 'the last 50 tries, newest first', ([id = ''], options) => showTries(id, options))
  add('resend <delivery>', 'have a delivery sent again', ([id = ''], options) => resendDelivery(id, options))
}

function addSearches(root: Command, { withCommon, run }: Program): void {
  const searches = root.command('searches').description('searches you keep, and whether you are told what is new')
  withCommon(searches.command('ls').description('list them, with what each finds now')).action((options: CommonOptions) =>
    run(options, () => listSearches(options)),
  )
  withSearchFilters(withFilters(withCommon(searches.command('add [words...]').description('keep a search'))))
    .option('--alerts', 'be told, at most once an hour, when it finds nodes that are new', false)
    .action((words: string[], options: AddSearchOptions) => run(options, () => addSearch(words, options)))
  withCommon(searches.command('rm <id>').description('delete one')).action((id: string, options: CommonOptions) =>
    run(options, () => removeSearch(id, options)),
  )
  withCommon(searches.command('alerts <id> <on|off>').description('be told of what is new, or not')).action(
    (id: string, state: string, options: CommonOptions) => run(options, () => switchAlerts(id, state, options)),
  )
  withCommon(searches.command('seen <id>').description('what it finds now is new no more')).action((id: string, options: CommonOptions) =>
    run(options, () => seeSearch(id, options)),
  )
}
