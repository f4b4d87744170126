import { type Language, languageTags } from '@infinitio/domain'

/** A mail with its body in two forms, plain text and HTML. */
export type MailText = { readonly subject: string; readonly text: string; readonly html: string }

/**
 * The content of a mail: a subject, lines of text, and a link to the page that the mail is about. `notes` are small lines at the end, and `stop` is the link
 * that stops such mails.
 */
export type MailParts = {
  readonly language: Language
  readonly subject: string
  readonly lines: readonly string[]
  readonly link: { readonly label: string; readonly url: string }
  readonly notes: readonly string[]
  readonly stop: { readonly label: string; readonly url: string }
}

/** Writes a mail as plain text and as simple HTML that loads no external resources. Pure. */
export function mailText({ language, subject, lines, link, notes, stop }: MailParts): MailText {
  const text = [...lines, linkLine(language, link), '--', ...notes, linkLine(language, stop)].join('\n\n')
  const small = 'margin:0 0 8px;color:#5c6370;font-size:13px'
  const html = [
    `<!doctype html><html lang="${languageTags[language]}"><body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#16181d;background:#ffffff">`,
    ...lines.map((line) => `<p style="margin:0 0 16px">${escaped(line)}</p>`),
    `<p style="margin:0 0 24px">${anchor(link)}</p><hr style="border:0;border-top:1px solid #d9dce1;margin:0 0 16px">`,
    ...notes.map((note) => `<p style="${small}">${escaped(note)}</p>`),
    `<p style="${small}">${anchor(stop)}</p></body></html>`,
  ].join('\n')
  return { subject, text, html }
}

const linkLine = (language: Language, { label, url }: { label: string; url: string }): string => `${label}${language === 'zh' ? '：' : ': '}${url}`

const anchor = ({ label, url }: { label: string; url: string }): string => `<a href="${escaped(url)}" style="color:#0a58ca">${escaped(label)}</a>`

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')
