import { scalarEntry, scalarFolder } from '#web/features/docs/api/scalarFolder.ts'

/** The part of Scalar's bundle that we use. */
type Scalar = { readonly createApiReference: (element: HTMLElement, configuration: object) => { readonly destroy: () => void } }

/** Everything of Scalar that sends text elsewhere, or that takes a key, is off. The content security policy refuses requests to other hosts too. */
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
  // ⌘K and Ctrl K open our own palette.
  searchHotKey: 'i',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  featuredClients: ['shell/curl', 'js/fetch', 'python/requests', 'go/native'],
  authentication: { preferredSecurityScheme: 'session' },
} as const

/**
 * Loads Scalar and the API's document into an element. Returns a function that removes it. Calls `onFailed` if either does not load. The window keeps
 * loaded scripts, so another try is quick.
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
    // Scalar sets this to `manual`, and never resets it.
    history.scrollRestoration = 'auto'
  }
}

/** Gives Scalar's class of a theme to the page. Scalar chooses a class only at its start. */
export function wearTheme(theme: 'light' | 'dark'): void {
  document.body.classList.toggle('light-mode', theme === 'light')
  document.body.classList.toggle('dark-mode', theme === 'dark')
}

/** Adds the state that ARIA requires to Scalar's search field. Its list is always open. */
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
  return await response.json()
}
