import { type Client, refusal } from '@infinitio/sdk'
import { Option } from 'commander'

type Kind = Parameters<Client['createWebhook']>[0]['kinds'][number]

/** What an account can be told, each with what stands in its place when nothing is said. */
const kinds = {
  lease_ready: true,
  lease_ending: true,
  lease_ended: true,
  lease_budget: true,
  key_budget: true,
  machine_lost: true,
  order_filled: true,
  lease_shared: true,
  share_changed: true,
  share_ended: true,
  search_found: true,
  node_leased: true,
  node_silent: true,
  node_lost: true,
  webhook_disabled: true,
} as const satisfies Record<Kind, true>

/** `--kinds`, which `mail set` and `webhooks add` share. */
export function kindsOption(): Option {
  return new Option('--kinds <kinds>', 'what is told there, separated by commas; all when left out')
}

/** The kinds that `--kinds` names; null where it says nothing. Throws `api.invalid_field` with the kinds there are. Pure. */
export function kindsOf(text: string | undefined): Kind[] | null {
  if (text === undefined) return null
  return text.split(',').map((word) => {
    const kind = word.trim()
    if (!isKind(kind)) throw refusal('api.invalid_field', { detail: `--kinds ${kind}: ${Object.keys(kinds).join(', ')}` })
    return kind
  })
}

/** Every kind there is. Pure. */
export function allKinds(): Kind[] {
  return Object.keys(kinds).filter(isKind)
}

const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text)
