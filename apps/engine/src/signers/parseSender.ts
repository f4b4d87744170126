/** Location of a sender's key: a file, a variable of this process, or an external signer. */
export type SenderPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'unix'; readonly socket: string }
  | { readonly kind: 'exec'; readonly program: string; readonly args: readonly string[] }

/** Parses one entry of SENDERS, such as `file:/run/keys/sender.key`. Returns null if it is malformed. Blanks separate a program's arguments. */
export function parseSender(text: string): SenderPlace | null {
  const at = text.indexOf(':')
  const [kind, rest] = [text.slice(0, at), text.slice(at + 1).trim()]
  if (at < 0 || rest === '') return null
  if (kind === 'file') return { kind, path: rest }
  if (kind === 'env') return /^[A-Za-z_][A-Za-z0-9_]*$/.test(rest) ? { kind, name: rest } : null
  if (kind === 'unix') return { kind, socket: rest }
  if (kind !== 'exec') return null
  const [program, ...args] = rest.split(/\s+/)
  return program === undefined ? null : { kind, program, args }
}
