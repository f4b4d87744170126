'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { jumpState } from '#web/features/palette/EarlyJump.tsx'

/** The milliseconds after which the script of the command palette is loaded. By then the page itself has loaded, so the script does not slow it down. */
const loadAfterMs = 8_000
const loadPalette = () => import('#web/features/palette/CommandPalette.tsx').then((module) => module.CommandPalette)
const CommandPalette = dynamic(loadPalette, { ssr: false })

/**
 * Opens the command palette by a click, or by ⌘K or Ctrl+K from anywhere. The palette's script loads on first use, or some seconds after the page, so that the
 * palette opens later even without a network.
 */
export function JumpButton() {
  const t = useTranslations('shell')
  const [open, setOpen] = useState<boolean | null>(null)
  useEffect(() => {
    // Ignores a failed load here; opening the palette loads the script again and shows the error.
    const timer = window.setTimeout(() => void loadPalette().catch(() => undefined), loadAfterMs)
    return () => window.clearTimeout(timer)
  }, [])
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOpen((was) => !was)
    }
    // Listens in the capture phase, because React stops events in parts of the page that it has not hydrated yet.
    window.addEventListener('keydown', onKey, true)
    const said = document.documentElement.dataset
    if (said[jumpState] === 'wanted') setOpen(true)
    said[jumpState] = 'ready'
    return () => {
      window.removeEventListener('keydown', onKey, true)
      delete said[jumpState]
    }
  }, [])
  return (
    <>
      <button type="button" data-jump-button className="jump" aria-keyshortcuts="Meta+K Control+K" onClick={() => setOpen(true)}>
        <Search className="i" aria-hidden />
        {t('jump')}
        <span className="kbd">⌘K</span>
      </button>
      <button type="button" data-jump-button className="btn ghost icon h32 only-phone" aria-label={t('jump')} onClick={() => setOpen(true)}>
        <Search className="i" aria-hidden />
      </button>
      {open !== null && <CommandPalette open={open} onOpenChange={setOpen} />}
    </>
  )
}
