import {
  type FaultIncident,
  type FaultParty,
  type FaultRuleNumber,
  type FaultSource,
  type FeeKey,
  feeKeys,
  type ImmediateName,
  immediateNames,
  type Language,
  notificationKinds,
  type NotificationKind,
  type RuntimeKind,
  runtimeKinds,
  type ShareCut,
} from '@infinitio/domain'
import {
  type BalanceKey,
  balanceMessages,
  faultPartyMessages,
  faultRuleMessages,
  faultSourceMessages,
  feeMessages,
  immediateMessages,
  incidentMessages,
  leaseMessage,
  type Message,
  notificationMessages,
  type ParameterCall,
  parameterCallMessages,
  type ParameterKey,
  parameterMessages,
  type RegionKey,
  regionMessages,
  runtimeMessages,
  shareCutMessages,
} from '@infinitio/domain/messages'
import { chineseCities } from '@infinitio/parse'
import type en from '#web/messages/en.json'

type File = typeof en
type Govern = File['govern']
type Changes = Govern['proposal']['changes'] & { readonly parameter: Readonly<Record<ParameterKey, string>> }
type WithParameters = Omit<Govern, 'proposal' | 'parameters'> & {
  readonly proposal: Omit<Govern['proposal'], 'changes'> & { readonly changes: Changes }
  readonly parameters: Govern['parameters'] & { readonly call: Readonly<Record<ParameterCall, string>> }
}
type ByImmediate = Readonly<Record<ImmediateName, string>>
type FaultTexts = {
  readonly incident: Readonly<Record<FaultIncident, string>>
  readonly rules: Readonly<Record<`${FaultRuleNumber}`, string>>
  readonly parties: Readonly<Record<FaultParty, string>>
  readonly sources: Readonly<Record<FaultSource, string>>
  readonly cuts: Readonly<Record<ShareCut, string>>
}
type ByKind = Readonly<Record<NotificationKind, string>>

/**
 * All messages of the pages. Some are in the messages file. Others are shared with mails, invoices and the command line: notifications, fees, balances,
 * regions, parameters, times in force, runtimes and faults.
 */
export type Messages = Omit<File, 'notifications' | 'price' | 'govern' | 'faults' | 'orders' | 'ticket' | 'pair'> & {
  readonly faults: File['faults'] & FaultTexts
  readonly balances: Readonly<Record<BalanceKey, string>>
  readonly regions: Readonly<Record<RegionKey, string>>
  /** Names of cities that differ from the names that providers state. English pages show the stated names. */
  readonly cities: Readonly<Record<string, string>>
  readonly govern: WithParameters
  readonly pair: Omit<File['pair'], 'fact'> & {
    readonly fact: File['pair']['fact'] & { readonly runtimeText: Readonly<Record<RuntimeKind, string>> }
  }
  readonly orders: File['orders'] & { readonly atOnce: ByImmediate }
  readonly ticket: File['ticket'] & { readonly force: ByImmediate }
  readonly price: File['price'] & { readonly fee: Readonly<Record<FeeKey, string>> }
  readonly notifications: Omit<File['notifications'], 'kind'> & {
    readonly kind: ByKind & File['notifications']['kind']
    readonly told: ByKind
    readonly lease: string
  }
}

/**
 * Adds the texts that are shared with other programs to the messages of a language's file. The build compiles the messages of the file, and pages contain no
 * parser, so `form` must compile the shared texts, too.
 */
export function withSharedMessages(file: File, language: Language, form: (message: string) => unknown = (message) => message): Messages {
  const byKind = (part: 'name' | 'text') =>
    Object.fromEntries(notificationKinds.map((kind) => [kind, form(notificationMessages[kind][part][language])])) as ByKind
  const each = <Key extends string | number>(messages: Readonly<Record<Key, Message>>) =>
    Object.fromEntries(Object.entries<Message>(messages).map(([key, message]) => [key, form(message[language])])) as Record<`${Key}`, string>
  const byImmediate = (part: 'name' | 'unfilled') =>
    Object.fromEntries(immediateNames.map((name) => [name, form(immediateMessages[name][part][language])])) as ByImmediate
  const { notifications, price, govern, faults, orders, ticket, pair } = file
  const parameters = Object.entries(parameterMessages).map(([key, name]) => [key, form(name[language])])
  const parameter = Object.fromEntries(parameters) as Record<ParameterKey, string>
  const call: Record<ParameterCall, string> = each(parameterCallMessages)
  const runtimes = runtimeKinds.map((kind) => [kind, form(runtimeMessages[kind].pairing[language])])
  const runtimeText = Object.fromEntries(runtimes) as Record<RuntimeKind, string>
  const balances = Object.entries(balanceMessages).map(([key, name]) => [key, form(name[language])])
  const regions = Object.entries(regionMessages).map(([key, name]) => [key, form(name[language])])
  return {
    ...file,
    faults: {
      ...faults,
      ...{ incident: each(incidentMessages), rules: each(faultRuleMessages), parties: each(faultPartyMessages), sources: each(faultSourceMessages) },
      cuts: each(shareCutMessages),
    },
    // A key with a dot would be a path of keys.
    cities:
      language === 'en'
        ? {}
        : Object.fromEntries([...chineseCities].filter(([name]) => !name.includes('.')).map(([name, text]) => [name, form(text) as string])),
    regions: Object.fromEntries(regions) as Record<RegionKey, string>,
    balances: Object.fromEntries(balances) as Record<BalanceKey, string>,
    govern: {
      ...govern,
      proposal: { ...govern.proposal, changes: { ...govern.proposal.changes, parameter } },
      parameters: { ...govern.parameters, call },
    },
    pair: { ...pair, fact: { ...pair.fact, runtimeText } },
    orders: { ...orders, atOnce: byImmediate('name') },
    ticket: { ...ticket, force: { ...ticket.force, ...byImmediate('unfilled') } },
    price: { ...price, fee: Object.fromEntries(feeKeys.map((key) => [key, form(feeMessages[key][language])])) as Record<FeeKey, string> },
    notifications: {
      ...notifications,
      kind: { ...byKind('name'), ...notifications.kind },
      told: byKind('text'),
      lease: form(leaseMessage[language]) as string,
    },
  }
}
