/** The accounts and countries that an operator does not serve. Addresses are in lower case, country codes (ISO 3166-1 alpha-2) in upper case. */
export type DenyList = { readonly accounts: ReadonlySet<string>; readonly countries: ReadonlySet<string> }

/**
 * Parses a deny list: one address or one country code of two characters in each line. The letter case does not matter, and `#` begins a comment. One wrong line
 * makes the whole list wrong, because the operator would otherwise believe that the line is followed. An empty text is wrong too: it is probably a file that
 * another program is writing.
 */
export function parseDenyList(text: string): DenyList | { readonly wrong: string } {
  const accounts = new Set<string>()
  const countries = new Set<string>()
  if (text.trim() === '') return { wrong: 'the file is empty; write a comment (#) into it to deny nobody' }
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const [entry = ''] = line.split('#')
    const word = entry.trim()
    if (/^0x[0-9a-f]{40}$/i.test(word)) accounts.add(word.toLowerCase())
    else if (/^[a-z][a-z0-9]$/i.test(word)) countries.add(word.toUpperCase())
    else if (word !== '') return { wrong: `line ${index + 1} is neither an address nor a country code of two letters` }
  }
  return { accounts, countries }
}
