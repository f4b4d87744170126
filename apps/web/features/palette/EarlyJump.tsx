/** Attribute that stores an early request to open the palette: `wanted`, or `ready` once the palette handles the keys. */
export const jumpState = 'jump'

/**
 * Stores ⌘K, Ctrl+K or a button press on the root element until the palette handles them. It listens before the event reaches the page, because React ends
 * events in parts of the page that it has not hydrated yet.
 */
const listen = `for (const kind of ['keydown', 'click']) addEventListener(kind, (event) => {
  const said = document.documentElement.dataset
  const isKey = event.key?.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
  if (said.${jumpState} === 'ready' || !(isKey || event.target.closest?.('[data-jump-button]'))) return
  event.preventDefault()
  said.${jumpState} = 'wanted'
}, true)`

/** Records a request to open the palette before the page's scripts have loaded. It is inline, so that it runs at once. */
export function EarlyJump({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />
}
