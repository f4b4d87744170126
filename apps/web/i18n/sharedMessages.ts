import { type Language, notificationKinds, type NotificationKind } from '@infinitio/domain'
import { leaseMessage, notificationMessages } from '@infinitio/domain/messages'
import type en from '#web/messages/en.json'

type File = typeof en
type ByKind = Readonly<Record<NotificationKind, string>>

/** Every message of the pages: those of a file, and the names and sentences of notifications, which page, mail and command share. */
export type Messages = Omit<File, 'notifications'> & {
  readonly notifications: Omit<File['notifications'], 'kind'> & {
    readonly kind: ByKind & File['notifications']['kind']
    readonly told: ByKind
    readonly lease: string
  }
}

/**
 * Adds the words of notifications in a language to the messages of its file. `form` gives them the form of the others: a build compiles the
 * messages of the file, and a page has no parser for messages that are not compiled.
 */
export function withNotifications(file: File, language: Language, form: (message: string) => unknown = (message) => message): Messages {
  const byKind = (part: 'name' | 'text') =>
    Object.fromEntries(notificationKinds.map((kind) => [kind, form(notificationMessages[kind][part][language])])) as ByKind
  const { notifications } = file
  return {
    ...file,
    notifications: {
      ...notifications,
      kind: { ...byKind('name'), ...notifications.kind },
      told: byKind('text'),
      lease: form(leaseMessage[language]) as string,
    },
  }
}
