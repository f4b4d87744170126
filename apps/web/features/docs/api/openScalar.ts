import { scalarEntry, scalarFolder } from '#web/features/docs/api/scalarFolder.ts'

/** The only function of Scalar's script that this site uses. Scalar is an interactive viewer for APIs. */
type Scalar = { readonly createApiReference: (element: HTMLElement, configuration: object) => { readonly destroy: () => void } }

/** Turns off the features of Scalar that send text to other hosts or ask for a key. The content security policy also blocks requests to other hosts. */
const configuration = {
  theme: 'none',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  hideTestRequestButton: true,
  hideDarkModeToggle: true,
  documentDownloadType: 'none',
  persistAuth: false,
  operationTitleSource: 'path',
  showOperationId: true,
  // Scalar's search must not use ⌘K or Ctrl K, because these open this site's own palette.
  searchHotKey: 'i',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  featuredClients: ['shell/curl', 'js/fetch', 'python/requests', 'go/native'],
  authentication: { preferredSecurityScheme: 'session' },
} as const

/**
 * Loads Scalar and the OpenAPI document into an element. Returns a function that removes them again. Calls `onFailed` if one of them does not load. The browser
 * tab remembers loaded scripts, so opening Scalar again is quick.
 */
export function openScalar(
  element: HTMLElement,
  { language, onShown, onFailed }: { readonly language: string; readonly onShown: () => void; readonly onFailed: () => void },
): () => void {
  let close: (() => void) | null = null
  let isClosed = false
  const open = async () => {
    const [scalar, content] = await Promise.all([loadScalar(), readDocument()])
    if (isClosed) return
    const reference = scalar.createApiReference(element, {
      ...configuration,
      content,
      localization: { locale: language },
      onLoaded: onShown,
    })
    close = () => reference.destroy()
  }
  open().catch(onFailed)
  document.addEventListener('focusin', nameState)
  return () => {
    isClosed = true
    document.removeEventListener('focusin', nameState)
    close?.()
    document.body.classList.remove('light-mode', 'dark-mode')
    // When Scalar shows a page, it sets the browser's `history.scrollRestoration` to `manual` and never changes it back. So change it back here.
    history.scrollRestoration = 'auto'
  }
}

/** Switches Scalar to the light or the dark theme, by its class on the page. Scalar itself sets this class only once, at its start. */
export function wearTheme(theme: 'light' | 'dark'): void {
  document.body.classList.toggle('light-mode', theme === 'light')
  document.body.classList.toggle('dark-mode', theme === 'dark')
}

/** Adds `aria-expanded` to Scalar's search field, because ARIA requires it. It is always true, because the list below the field is always open. */
function nameState({ target }: FocusEvent): void {
  if (target instanceof HTMLInputElement && target.role === 'combobox' && target.closest('.scalar-app') !== null)
    target.setAttribute('aria-expanded', 'true')
}

async function loadScalar(): Promise<Scalar> {
  return (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ `${scalarFolder}${scalarEntry}`)) as Scalar
}

async function readDocument(): Promise<unknown> {
  const response = await fetch('/api/v1/openapi.json')
  if (!response.ok) throw new Error(`the API answers ${response.status} for its document`)
  return withPlainTitles(await response.json())
}

/** Returns the document without backticks in its summaries. Scalar shows these as titles, and does not read Markdown in titles. Pure. */
export function withPlainTitles(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(withPlainTitles)
  if (typeof document !== 'object' || document === null) return document
  return Object.fromEntries(
    Object.entries(document).map(([key, inner]) => [
      key,
      key === 'summary' && typeof inner === 'string'
        ? inner.replaceAll('`', '')
        : key === 'example' || key === 'examples'
          ? inner
          : withPlainTitles(inner),
    ]),
  )
}
