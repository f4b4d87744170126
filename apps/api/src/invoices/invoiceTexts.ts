import type { Refusal } from '@infinitio/domain'
import { isDrawable } from './pdfFonts.ts'

const mostAddressLines = 8

/**
 * Returns the refusal `api.invalid_field` for the first text that an invoice cannot show, with the name of the field in the detail. Returns null if it can show
 * all texts.
 */
export function notDrawable(texts: { readonly address: string } & Readonly<Record<string, string>>): Refusal | null {
  if (texts.address.split('\n').length > mostAddressLines)
    return { rejected: 'api.invalid_field', detail: `body.address: more than ${mostAddressLines} lines` }
  for (const [field, text] of Object.entries(texts))
    if (!text.split('\n').every(isDrawable)) return { rejected: 'api.invalid_field', detail: `body.${field}: signs that an invoice cannot show` }
  return null
}

/** Returns a text without empty lines, and without space around its lines. */
export function trimmedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
