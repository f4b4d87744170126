'use client'
import { ArrowLeft } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { ApiViewer, type ViewerWords } from '#web/features/docs/api/ApiViewer.tsx'
import { type FilterWords, OperationFilter } from '#web/features/docs/api/OperationFilter.tsx'

/** The fragment of the page's URL for which the viewer shows the description of the whole API. */
const introduction = '#description/introduction'

type ApiBrowserProps = {
  readonly language: string
  readonly words: ViewerWords & FilterWords & { readonly open: string; readonly back: string }
  /** The list of all endpoints. The server renders it, so it needs no script. */
  readonly children: ReactNode
}

/**
 * Shows the list of all endpoints, and the viewer once the reader opens an endpoint. The viewer has several megabytes of script, so it loads only then. The
 * fragment of the URL names the open endpoint: a link to an endpoint opens the viewer at once, and Back returns to the list.
 */
export function ApiBrowser({ language, words, children }: ApiBrowserProps) {
  const box = useRef<HTMLDivElement>(null)
  const opened = useRef<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)

  useEffect(() => {
    const follow = () => setIsOpen(location.hash !== '')
    follow()
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  // The pressed link or button disappears. Without a new place for the focus, a reader with a keyboard would begin again at the top of the page.
  useEffect(() => {
    if (opened.current === null) return
    if (isOpen) box.current?.querySelector<HTMLElement>('.bar button')?.focus({ preventScroll: true })
    else [...(box.current?.querySelectorAll('a') ?? [])].find((link) => link.hash === opened.current)?.focus()
  }, [isOpen])

  const open = (hash: string) => {
    opened.current = hash
    history.pushState(null, '', hash)
    setIsOpen(true)
    scrollTo({ top: 0 })
  }
  const back = () => {
    history.pushState(null, '', location.pathname + location.search)
    setIsOpen(false)
  }
  const openLink = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.hash === '' || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(link.hash)
  }
  return (
    <div ref={box}>
      {isOpen && (
        <>
          <div className="page p-docs bar">
            <Button onClick={back}>
              <ArrowLeft className="i" aria-hidden />
              {words.back}
            </Button>
          </div>
          <ApiViewer language={language} words={words} />
        </>
      )}
      <div className="page p-docs p-api" hidden={isOpen}>
        <OperationFilter words={words} end={<Button onClick={() => open(introduction)}>{words.open}</Button>}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: it only handles the clicks of the links inside, and Enter clicks a link. */}
          <div onClick={openLink}>{children}</div>
        </OperationFilter>
      </div>
    </div>
  )
}
