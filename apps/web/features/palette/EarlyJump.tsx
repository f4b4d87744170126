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

/**
 * Repeats the last press of a button once the page can handle it. Otherwise a press before the page's scripts have run would be lost. Links and forms
 * work without scripts, so they are not changed.
 */
const repeat = `addEventListener('click', (event) => {
  const root = document.documentElement
  const button = event.target.closest?.('button[type=button]:not([data-jump-button])')
  if (!button || root.dataset.${jumpState} === 'ready') return
  event.stopImmediatePropagation()
  if (!self.earlyButton) {
    const watch = new MutationObserver(() => {
      if (root.dataset.${jumpState} !== 'ready') return
      watch.disconnect()
      setTimeout(() => {
        self.earlyButton.click()
        self.earlyButton = null
      })
    })
    watch.observe(root, { attributeFilter: ['data-${jumpState}'] })
  }
  self.earlyButton = button
}, true)`

/** Records what a visitor asks for before the page's scripts have loaded. It is inline, so that it runs at once. */
export function EarlyJump({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `${listen}\n${repeat}` }} />
}
