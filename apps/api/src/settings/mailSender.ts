import { putMailWire } from '@infinitio/domain/wire'
import { z } from 'zod'

/** The sender of mails: a display name and an address. */
export type MailSender = { readonly name: string; readonly address: string }

const form = /^([^<>"\p{Cc}]{1,60}?)\s*<([^<>]+)>$/u

/** Parses `Name <address>`, or an address without a name. The name may not contain quotes or line breaks. */
export const mailSender = z.string().transform((text, context): MailSender => {
  const [, name = '', address = text] = form.exec(text) ?? []
  if (putMailWire.shape.address.safeParse(address).success) return { name: name.trim(), address }
  context.addIssue({ code: 'custom', message: 'is no "Name <address>"' })
  return z.NEVER
})
