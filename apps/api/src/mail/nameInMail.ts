const mostChars = 60

/**
 * A name that somebody else chose, as it may stand in a mail from us: one line, letters, digits and a few signs, no sign that turns the writing around, and nothing
 * that a mail program would make a link of. Pure.
 */
export function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} _()#-]/gu, '·')
  return `“${[...plain.trim()].slice(0, mostChars).join('')}”`
}
