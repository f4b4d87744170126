import { refusal } from '@infinitio/sdk'
import { notificationKinds } from '@infinitio/sdk/notifications'
import { Option } from 'commander'

type Kind = (typeof notificationKinds)[number]

/** Returns the option `--kinds`, which `mail set` and `webhooks add` share. */
export function kindsOption(): Option {
  return new Option('--kinds <kinds>', 'kinds of notification, separated by commas (default: all)')
}

/**
 * Parses the kinds in `--kinds`. Returns null without the option. Throws `api.invalid_field` with a list of the valid
 * kinds. Pure.
 */
export function kindsOf(text: string | undefined): Kind[] | null {
  if (text === undefined) return null
  return text.split(',').map((word) => {
    const kind = word.trim()
    if (!isKind(kind)) throw refusal('api.invalid_field', { detail: `--kinds ${kind}: ${notificationKinds.join(', ')}` })
    return kind
  })
}

/** Returns every kind of notification. Pure. */
export function allKinds(): Kind[] {
  return [...notificationKinds]
}

const isKind = (text: string): text is Kind => (notificationKinds as readonly string[]).includes(text)
