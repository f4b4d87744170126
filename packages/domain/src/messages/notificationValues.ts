import { assertNever } from '../assertNever.ts'
import type { NotificationWire } from '../wire/account/notifications.ts'

type Facts = NotificationWire['facts']
type KeysOf<Union> = Union extends unknown ? keyof Union : never
type FactName = KeysOf<Facts>
type Found = Extract<NotificationWire, { kind: 'search_found' }>['facts']

/**
 * Functions that format the names, amounts and times of a notification. Web page, mail and command line format these values differently; the rest of their
 * texts is the same.
 */
export type NotificationWriter = {
  readonly node: (id: string, name: string | null) => string
  /** Formats a lease from its id, its name and the formatted name of its node. */
  readonly lease: (lease: { readonly lease: string; readonly name: string | null; readonly node: string }) => string
  /** Formats an account or a session key. */
  readonly account: (address: string) => string
  /** Formats PToken base units, without the unit. */
  readonly amount: (units: string) => string
  /** Formats a time in Unix seconds. */
  readonly moment: (seconds: number) => string
  readonly span: (seconds: number) => string
  readonly url: (url: string) => string
  /** Quotes a text that a stranger wrote, such as the title of a proposal. */
  readonly quote: (text: string) => string
  /** Formats a saved search by its query; `none` for a search without a title. */
  readonly search: (search: Pick<Found, 'query' | 'searchId'>) => string
}

type Form =
  | 'text'
  | 'number'
  | 'choice'
  | 'account'
  | 'amount'
  | 'moment'
  | 'span'
  | 'percent'
  | 'url'
  | 'quote'
  | 'node'
  | 'lease'
  | 'search'
  | 'never'

/** How each fact of a notification is formatted, by the fact's name. A fact with a new name needs a line here. */
const forms: Readonly<Record<FactName, Form>> = {
  node: 'node',
  nodeName: 'never',
  lease: 'lease',
  leaseName: 'never',
  endAt: 'moment',
  extensionStopped: 'choice',
  automatic: 'choice',
  spent: 'amount',
  refund: 'amount',
  locked: 'amount',
  most: 'amount',
  total: 'amount',
  key: 'account',
  holder: 'account',
  right: 'text',
  order: 'never',
  job: 'never',
  jobName: 'quote',
  outcome: 'text',
  done: 'number',
  steps: 'number',
  searchId: 'never',
  query: 'search',
  found: 'number',
  gpus: 'number',
  durationSeconds: 'span',
  leases: 'number',
  feeBps: 'percent',
  signedFeeBps: 'percent',
  webhookId: 'never',
  url: 'url',
  report: 'text',
  problem: 'text',
  step: 'text',
  proposal: 'text',
  dispute: 'text',
  title: 'quote',
  until: 'moment',
  from: 'moment',
  cancelled: 'choice',
  fault: 'text',
  incident: 'text',
  party: 'text',
  bond: 'text',
  amount: 'amount',
  slot: 'text',
  reason: 'text',
  before: 'text',
  tier: 'text',
  subject: 'text',
  number: 'text',
}
const names = Object.keys(forms) as FactName[]

/** Returns the formatted arguments for a notification's messages, by the names of its facts. `leaseId` is the id of its lease. Pure. */
export function notificationValues(facts: Facts, writer: NotificationWriter): Readonly<Record<string, string | number>> {
  const given: Partial<Record<FactName, unknown>> = facts
  const values = names.flatMap((name) => {
    const value = valueIn(facts, { form: forms[name], value: given[name], writer })
    return value === null ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(values), ...('lease' in facts && { leaseId: facts.lease }) }
}

type Asked = { readonly form: Form; readonly value: unknown; readonly writer: NotificationWriter }

function valueIn(facts: Facts, { form, value, writer }: Asked): string | number | null {
  if (form === 'choice') return value === true ? 'yes' : 'no'
  if (value === undefined || value === null) return null
  switch (form) {
    case 'never':
      return null
    case 'text':
      return String(value)
    case 'number':
      return Number(value)
    case 'percent':
      return String(Number(value) / 100)
    case 'account':
    case 'amount':
    case 'url':
    case 'quote':
      return writer[form](String(value))
    case 'moment':
    case 'span':
      return writer[form](Number(value))
    case 'node':
      return 'node' in facts ? writer.node(facts.node, facts.nodeName) : null
    case 'lease':
      return 'lease' in facts ? writer.lease({ lease: facts.lease, name: facts.leaseName, node: writer.node(facts.node, facts.nodeName) }) : null
    case 'search':
      return 'query' in facts ? writer.search(facts) : null
    default:
      return assertNever(form)
  }
}
