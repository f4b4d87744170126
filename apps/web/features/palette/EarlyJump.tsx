/** Where a wish to open the palette stands until the palette can open: `wanted`, or `ready` once it listens itself. */
export const jumpState = 'jump'

/** Marks ⌘K, Ctrl+K or a press of the button on the root element, unless the palette listens itself. */
const listen = `for (const kind of ['keydown', 'click']) addEventListener(kind, (event) => {
  const said = document.documentElement.dataset
  const isKey = event.key?.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
  if (said.${jumpState} === 'ready' || !(isKey || event.target.closest?.('[data-jump-button]'))) return
  event.preventDefault()
  said.${jumpState} = 'wanted'
})`

/** Remembers that somebody wanted the palette before the page's scripts had loaded. A few lines in the page itself, so that they run at once. */
export function EarlyJump({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />
}
