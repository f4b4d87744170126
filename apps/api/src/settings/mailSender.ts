import { putMailWire } from '@infinitio/domain/wire'
import { z } from 'zod'

/** Who mails are from: a name for people, and an address. */
export type MailSender = { readonly name: string; readonly address: string }

const form = /^([^<>"\p{Cc}]{1,60}?)\s*<([^<>]+)>$/u

/** Reads `Name <address>`, or an address alone; a name without quotes and signs that end a line. */
export const mailSender = z.string().transform((text, context): MailSender => {
  const [, name = '', address = text] = form.exec(text) ?? []
  if (putMailWire.shape.address.safeParse(address).success) return { name: name.trim(), address }
  context.addIssue({ code: 'custom', message: 'is no "Name <address>"' })
  return z.NEVER
})
